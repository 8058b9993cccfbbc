"""Checks every shipped preset, and a few broken ones, against preset.schema.json: validate_presets.py FOLDER."""
import copy
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("SKIPPED: no JSON Schema validator is installed (Debian: python3-jsonschema)")
    sys.exit(77)

folder = pathlib.Path(sys.argv[1])
schema = json.loads((folder / "preset.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
failed = 0
presets = [p for p in sorted(folder.glob("*.json")) if not p.name.endswith(".schema.json")]
for path in presets:
    for error in validator.iter_errors(json.loads(path.read_text())):
        failed += 1
        print(f"{path.name}: /{'/'.join(map(str, error.absolute_path))}: {error.message}")

right = json.loads(presets[0].read_text())
wrong = {"name": "", "workers": 65, "repetitions": 0, "pin": 1, "recording_level": 2, "seed": -1, "models": [],
         "expect": [{"expect": "a"}], "workload": {"graphs": [{"steps": 0}]}, "unknown": 1}
for key, value in wrong.items():
    broken = copy.deepcopy(right)
    broken[key] = value
    if validator.is_valid(broken):
        failed += 1
        print(f"the schema accepts {key} = {json.dumps(value)}")
print(f"{len(presets)} presets and {len(wrong)} broken ones checked, {failed} faults")
sys.exit(1 if failed or len(presets) < 10 else 0)
