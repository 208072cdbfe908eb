"""Bytes that the tables of deduplication take in the database of a run.
usage: space.py PROGRAM TEXTS.ndjson WINDOW FOLDER"""
import itertools
import json
import os
import sqlite3
import subprocess
import sys

program, source, window, folder = os.path.abspath(sys.argv[1]), *sys.argv[2:]
os.makedirs(f"{folder}/texts")
with open(source, encoding="utf-8") as lines:
    for line in map(json.loads, itertools.islice(lines, 20_000)):
        with open(f"{folder}/texts/{line['id']}.txt", "w", encoding="utf-8") as output:
            output.write(line["text"])
with open(f"{folder}/pipeline.json", "w") as file:
    json.dump({"version": 1, "database": "potok.db", "deduplicate": {"compact": window == "64"},
               "sources": [{"name": "set", "type": "files", "paths": ["texts"]}]}, file)
run = subprocess.run([program, "run"], cwd=folder, capture_output=True, text=True)
if run.returncode != 0:
    sys.exit(run.stderr[-2000:])
database = sqlite3.connect(f"{folder}/potok.db")
stored = database.execute("SELECT count(*) FROM document").fetchone()[0]
sizes = database.execute(
    "SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE '%duplicate_%' OR name LIKE 'fingerprint_%' OR name LIKE 'paragraph_%' "
    "GROUP BY name ORDER BY 2 DESC").fetchall()
if stored == 0:
    sys.exit("the run stored no document")
print(f"space: {sum(size for _, size in sizes) / stored:.0f} bytes a document at window {window}, {stored} documents: "
      + ", ".join(f"{name} {size / stored:.0f}" for name, size in sizes))
