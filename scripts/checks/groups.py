"""Ingests the labelled corpus in one run, in ten, and in runs that are killed at random moments, and compares the clusters; then
filters it in shuffled order and compares the recall.
usage: groups.py PROGRAM SHARED CORPUS FOLDER KILLS"""
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time

program, shared, corpus, folder, kills = os.path.abspath(sys.argv[1]), *sys.argv[2:5], int(sys.argv[5])
seed = int(os.environ.get("POTOK_TEST_SEED", random.randrange(100_000)))
random.seed(seed)
documents = [json.loads(line) for line in open(f"{corpus}/docs.ndjson", encoding="utf-8")]


def write(name, some):
    """Files by host, so that each host is a source and its own site."""
    for document in some:
        path = f"{folder}/{name}/{document['host']}"
        os.makedirs(path, exist_ok=True)
        with open(f"{path}/{document['id']}.txt", "w", encoding="utf-8", newline="") as output:
            output.write(document["text"])


def configure(name):
    hosts = sorted({document["host"] for document in documents})
    for host in hosts:
        os.makedirs(f"{folder}/{name}/{host}", exist_ok=True)
    sources = [{"name": re.sub(r"[^a-z0-9]+", "-", host), "type": "files", "paths": [host]} for host in hosts]
    with open(f"{folder}/{name}/pipeline.json", "w") as file:
        json.dump({"version": 1, "database": "potok.db", "index": {"batchDocuments": 100}, "sources": sources}, file)


def run(name, check=True):
    ended = subprocess.run([program, "run", "--quiet"], cwd=f"{folder}/{name}", capture_output=True, text=True)
    if check and ended.returncode != 0:
        sys.exit(f"a run of '{name}' ended with {ended.returncode}: {ended.stderr[-1000:]}")


def clusters(name):
    """What every document is to which one, by their places."""
    database = sqlite3.connect(f"{folder}/{name}/potok.db")
    rows = database.execute(
        """SELECT document.locator, best.locator, relation, round(score, 6) FROM document
           LEFT JOIN document AS best ON best.id = document.representative_id
           LEFT JOIN duplicate_text AS own ON own.text_hash = document.text_hash
           LEFT JOIN duplicate_link AS link ON link.id = own.id AND document.representative_id IS NOT NULL
           WHERE document.gone_at IS NULL""").fetchall()
    return {row[0]: row[1:] for row in rows}


configure("once")
write("once", documents)
start = time.monotonic()
run("once")
usual = time.monotonic() - start
whole = clusters("once")
linked = sum(1 for link in whole.values() if link[0])
print(f"once: {len(whole)} documents, {linked} of them duplicates")

configure("ten")
for part in range(10):
    write("ten", documents[part::10])
    run("ten")

configure("killed")
write("killed", documents)
done = 0
while done < kills:
    process = subprocess.Popen([program, "run", "--quiet"], cwd=f"{folder}/killed", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=random.uniform(0.02, 2.5 / kills) * usual)
        break
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        done += 1
run("killed")

failed = False
for name, words in [("ten", "ten runs"), ("killed", f"{done} kills, seed {seed}")]:
    other = clusters(name)
    different = [place for place in whole.keys() | other.keys() if whole.get(place) != other.get(place)]
    print(f"{words}: {len(different)} documents differ from one run")
    for place in sorted(different)[:5]:
        print(f"  {place}: {whole.get(place)} and {other.get(place)}")
    failed = failed or bool(different)


def recall(lines, name):
    with open(f"{folder}/{name}.ndjson", "w", encoding="utf-8") as output:
        output.writelines(lines)
    with open(f"{folder}/{name}.ndjson") as source, open(f"{folder}/{name}.links", "w") as links:
        subprocess.run([program, "duplicates"], stdin=source, stdout=links, check=True)
    report = subprocess.run([sys.executable, f"{shared}/dedup/score.py", f"{folder}/{name}.ndjson", f"{folder}/{name}.links"],
                            capture_output=True, text=True, check=True).stdout
    return float(re.search(r"recall (\S+)", report)[1])


lines = [json.dumps(document, ensure_ascii=False) + "\n" for document in documents]
in_order = recall(lines, "in-order")
for number in range(3):
    random.shuffle(lines)
    shuffled = recall(lines, f"shuffled-{number}")
    print(f"recall in order {in_order:.4f}, shuffled {shuffled:.4f}")
    failed = failed or abs(shuffled - in_order) > 0.01
sys.exit("the clusters depend on how the documents came" if failed else 0)
