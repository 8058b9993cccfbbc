"""Holds the translations against the source: translations.py LUPDATE ENGINE [--check]

Every text of app/, and every text of `corelane-engine list` that the window shows, becomes an entry of each .ts file
beside this script; what is gone is removed. --check changes nothing and says which entries are missing, unfinished or
gone, and which have lost a placeholder, a mnemonic or an end. Status 1 then.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

folder = pathlib.Path(__file__).resolve().parent
root = folder.parent.parent
SHOWN = {"models": ("title", "summary"), "workloads": ("title", "summary"), "findings": ("title",),
         "questions": ("title",), "exporters": ("summary",), "axes": ("title", "summary"),
         "presets": ("group", "title", "question", "explanation", "expect")}


def texts_of(value, keys):
    """The texts under `keys`, at any depth, in their order."""
    if isinstance(value, list):
        for item in value:
            yield from texts_of(item, keys)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in keys and isinstance(inner, str):
                yield inner
            else:
                yield from texts_of(inner, keys)


def catalogue(engine):
    """What lupdate reads of the engine's catalogue: one C++ literal a text."""
    told = json.loads(subprocess.run([engine, "list", "--json"], check=True, capture_output=True).stdout)
    texts = dict.fromkeys(t for kind, keys in SHOWN.items() for t in texts_of(told[kind], keys) if t)
    literals = [json.dumps(text, ensure_ascii=False) for text in texts]
    return "".join(f'QT_TRANSLATE_NOOP("catalogue", {literal})\n' for literal in literals)


def update(lupdate, engine, files):
    with tempfile.TemporaryDirectory() as place:
        source = pathlib.Path(place, "catalogue.cpp")
        source.write_text(catalogue(engine))
        subprocess.run([lupdate, "-silent", "-no-obsolete", "-locations", "none", "-I", root, root / "app", source,
                        "-ts", *files], check=True)


def entries(file):
    """(context, source, comment): (translation, finished)"""
    found = {}
    for context in xml.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            told = message.find("translation")
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            found[key] = (told.text or "", told.get("type") is None and bool(told.text))
    return found


def faults_of(source, translation):
    """What a translator may have lost on the way."""
    if sorted(re.findall(r"%\d|%n", source)) != sorted(re.findall(r"%\d|%n", translation)):
        yield "its placeholders differ"
    mnemonic = re.compile(r"(?<!&)&(?=[A-Za-z])(?!\w+;)")
    if len(mnemonic.findall(source)) != len(mnemonic.findall(translation)):
        yield "it has lost its mnemonic, or has one too many"
    for end in "…:":
        if source.endswith(end) and not translation.endswith((end, "：", "…")):
            yield f"it does not end in {end}"
    if source != source.strip() and translation == translation.strip() and source.strip(" ,"):
        yield "it has lost a space at its ends"


def check(lupdate, engine, files):
    faults = 0
    for file in files:
        with tempfile.TemporaryDirectory() as place:
            fresh = pathlib.Path(place, file.name)
            shutil.copy(file, fresh)
            update(lupdate, engine, [fresh])
            now, written = entries(fresh), entries(file)
        for key in sorted(written.keys() - now.keys()):
            faults += 1
            print(f"{file.name}: {key[0]}: {key[1]!r} is in the source no more")
        for key, (translation, finished) in sorted(now.items()):
            for fault in ["it has no finished translation"] if not finished else faults_of(key[1], translation):
                faults += 1
                print(f"{file.name}: {key[0]}: {key[1]!r}: {fault}")
        print(f"{file.name}: {len(now)} texts")
    if faults:
        print(f"{faults} faults. `./dev translate` adds what is missing and removes what is gone; Qt Linguist or an "
              "editor does the rest.")
    return 1 if faults else 0


if __name__ == "__main__":
    every = sorted(folder.glob("*.ts"))
    if len(sys.argv) == 4 and sys.argv[3] == "--check":
        sys.exit(check(sys.argv[1], sys.argv[2], every))
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    update(sys.argv[1], sys.argv[2], every)
