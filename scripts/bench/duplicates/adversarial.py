"""CPU of `potok duplicates` over input that is made to be slow, and over half of it: what is linear takes twice the time.
usage: adversarial.py PROGRAM DOCS.ndjson.gz"""
import gzip
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile

program, source = os.path.abspath(sys.argv[1]), sys.argv[2]
random.seed(11)
words = []
with gzip.open(source, "rt", encoding="utf-8") as lines:
    for line in lines:
        words += re.findall(r"[^\W_]+", json.loads(line)["text"])
        if len(words) > 500_000:
            break


def made(count):
    return " ".join(random.choices(words, k=count))


def write(file, texts):
    for number, text in enumerate(texts):
        # Each from a site of its own: nothing is the furniture of one.
        file.write(json.dumps({"id": number, "host": f"s{number}.example", "text": text}, ensure_ascii=False) + "\n")


def identical(count):
    text = made(440)
    return (text for _ in range(count))


def one_document(count):
    return [made(count // 7)]


def one_paragraph(count):
    paragraph = made(60)
    return (f"{made(100)}\n\n{paragraph}\n\n{made(100)}" for _ in range(count))


def edited(count):
    """Each is like each other in part."""
    text = random.choices(words, k=440)
    return (" ".join(random.choice(words) if random.random() < 0.1 else word for word in text) for _ in range(count))


def cpu(texts):
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        write(file, texts)
        file.flush()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with open(file.name) as source:
            subprocess.run([program, "duplicates"], stdin=source, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


low = False
for name, make, size, unit in [
    ("identical documents", identical, 100_000, ""),
    ("one document", one_document, 10_000_000, " bytes"),
    ("documents that share a paragraph", one_paragraph, 200_000, ""),
    ("edited copies of one document", edited, 10_000, ""),
]:
    half, whole = cpu(make(size // 2)), cpu(make(size))
    print(f"adversarial: {name}: {whole:.2f} s of CPU for {size:,}{unit}, {whole / half:.2f} times that of half of it", flush=True)
    low = low or whole > 2.6 * half
sys.exit("what should be linear is not" if low else 0)
