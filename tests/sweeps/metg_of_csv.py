"""METG(50 %) of every model of a sweep's CSV, as engine/sweeps/CSV.md tells a reader to: JSON on standard output."""
import csv, json, sys
from collections import defaultdict

walls, facts = defaultdict(list), {}
with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        key = row["model"], float(row["value"])
        walls[key].append(float(row["wall_ns"]))
        facts[key] = int(row["cores"]), int(row["tasks"]), float(row["work"])
mean = {key: sum(w) / len(w) for key, w in walls.items()}
best = max(facts[key][2] / wall for key, wall in mean.items())
found = {}
for model in {key[0] for key in mean}:
    curve = []
    for key in sorted((k for k in mean if k[0] == model), key=lambda k: -facts[k][2] / facts[k][1]):
        cores, tasks, work = facts[key]
        curve.append((mean[key] * cores / tasks, work / mean[key] / best))
    good = [i for i, (g, e) in enumerate(curve) if e >= 0.5]
    if not good or len(good) == len(curve):
        found[model] = None
        continue
    i = min(good, key=lambda i: curve[i][0])
    g, e = curve[i]
    if i + 1 < len(curve) and curve[i + 1][0] < g:
        g1, e1 = curve[i + 1]
        g = g1 + (0.5 - e1) * (g - g1) / (e - e1)
    found[model] = g
json.dump(found, sys.stdout)
