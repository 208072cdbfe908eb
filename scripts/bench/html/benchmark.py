#!/usr/bin/env python3
"""Races PotokHTML against lexbor (through selectolax) and turbohtml on real pages, in turn and on one core.

    scripts/dev bench html [--rounds 5] [--only hostile|speed|memory]

The pages are `*.html.gz` at any depth of a folder. Pages are decoded to UTF-8 first, so that all parsers read the same
bytes; only parsing (and freeing the tree) is timed, as CPU seconds of the process. The peers are those of the Python that
runs this; what is written lies in .build-benchmarks. Exit status 1 when a mark is missed.
"""

import argparse
import gzip
import os
import pathlib
import re
import statistics
import subprocess
import sys

WORK = pathlib.Path(".build-benchmarks")
SCRIPTS_AND_STYLES = re.compile(rb"<(script|style)\b.*?</\1\s*>", re.I | re.S)

PEER = """
import sys, time
pages, name, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
data = open(pages, "rb").read()
documents, index = [], 0
while index + 4 <= len(data):
    length = int.from_bytes(data[index:index + 4], "little")
    documents.append(data[index + 4:index + 4 + length])
    index += 4 + length
if name == "lexbor":
    from selectolax.lexbor import LexborHTMLParser as parse
else:
    from turbohtml import parse
    documents = [document.decode() for document in documents]
for _ in range(rounds):
    start = time.process_time()
    for document in documents:
        parse(document)
    print("round", time.process_time() - start)
"""


def pack(folder):
    """Writes all pages into two files: as they are, and without scripts and styles."""
    full, bare = WORK / "pages-full.pack", WORK / "pages-bare.pack"
    if full.exists() and bare.exists():
        return full, bare
    with open(full, "wb") as full_file, open(bare, "wb") as bare_file:
        for path in sorted(pathlib.Path(folder).rglob("*.html.gz")):
            page = gzip.decompress(path.read_bytes()).decode("utf-8", "replace").encode()
            for file, bytes_ in ((full_file, page), (bare_file, SCRIPTS_AND_STYLES.sub(b"", page))):
                file.write(len(bytes_).to_bytes(4, "little") + bytes_)
    return full, bare


def rounds_of(command):
    output = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"}).stdout
    return [float(line.split()[1]) for line in output.splitlines() if line.startswith("round")]


def race(binary, packed, rounds):
    size = packed.stat().st_size
    python = sys.executable
    commands = {
        "potok": [binary, "speed", packed, "2"],
        "potok+walk": [binary, "walk", packed, "2"],
        "lexbor": [python, "-c", PEER, packed, "lexbor", "2"],
        "turbohtml": [python, "-c", PEER, packed, "turbohtml", "2"],
    }
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(min(rounds_of([str(part) for part in command])))
    best = {name: statistics.median(values) for name, values in times.items()}
    print(f"\n{packed.name}: {size / 1e6:.0f} MB, median of {rounds} runs in turn, CPU, one core")
    for name in commands:
        print(f"  {name:11} {size / best[name] / 1e6:7.0f} MB/s   {best['lexbor'] / best[name]:5.2f} x lexbor   (spread {min(times[name]):.3f}-{max(times[name]):.3f} s)")
    if best["potok"] > best["lexbor"]:
        sys.exit("falls short: slower than lexbor")


def documents(packed):
    data, pages, index = packed.read_bytes(), [], 0
    while index + 4 <= len(data):
        length = int.from_bytes(data[index : index + 4], "little")
        pages.append(data[index + 4 : index + 4 + length])
        index += 4 + length
    return pages


def growth(binary, page):
    """How much memory parsing a page takes in a new process, as a multiple of the page."""
    path = WORK / "page.html"
    path.write_bytes(page)
    output = subprocess.run([binary, "peak", path], check=True, capture_output=True, text=True).stdout
    return int(dict(line.split() for line in output.splitlines())["growth"]) / len(page)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program", type=pathlib.Path)
    options.add_argument("pages")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", choices=["speed", "memory", "hostile"])
    chosen = options.parse_args()
    WORK.mkdir(exist_ok=True)
    binary = chosen.program
    if chosen.only in (None, "speed", "memory"):
        full, bare = pack(chosen.pages)
    if chosen.only in (None, "speed"):
        race(binary, full, chosen.rounds)
        race(binary, bare, chosen.rounds)
    if chosen.only in (None, "memory"):
        for packed in (full, bare):
            print(f"\n{packed.name}: memory of trees as a multiple of the page (pages from 20 kB, new parser for each)")
            print(subprocess.run([binary, "memory", packed], check=True, capture_output=True, text=True).stdout)
            print(f"{packed.name}: growth of the process by one page (pages from 100 kB, every 5th)")
            growths = sorted(growth(binary, page) for page in documents(packed)[::5] if len(page) >= 100_000)
            print(f"  median {statistics.median(growths):.2f} x, worst {growths[-1]:.2f} x of {len(growths)} pages")
    if chosen.only in (None, "hostile"):
        print("\nhostile pages: bytes, nodes, memory as a multiple, milliseconds")
        slow = 0
        for line in subprocess.run([binary, "hostile", "1000000"], check=True, capture_output=True, text=True).stdout.splitlines():
            name, size, nodes, memory, milliseconds, _ = line.split()
            slow += float(milliseconds) >= 100
            print(f"  {name:24} {size:>8} {nodes:>8} {int(memory) / int(size):6.1f} x {float(milliseconds):8.1f} ms{'   TOO SLOW' if float(milliseconds) >= 100 else ''}")
        if slow:
            sys.exit(f"{slow} hostile pages took 100 ms or more")


if __name__ == "__main__":
    main()
