#!/usr/bin/env python3
"""Races the whole of normalize against trafilatura, resiliparse and turbohtml on real pages, in turn and on one core.

    scripts/dev bench normalize [--rounds 3] [--every 6] [--only speed|pages|hostile]

Every nth page of every set is used, `--every 1` for all. Ours is charged with everything: charset, parsing, main text, metadata,
language, clean-up. The peers get text that is decoded already and do what they do for main content. Only CPU seconds of the
calls count. Exit status 1 when a mark is missed: resiliparse's speed, 12 times trafilatura's, p99 20 ms, worst page 100 ms,
hostile pages of 1 MB 200 ms.
"""

import argparse
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys

WORK = pathlib.Path(".build-benchmarks")

PEER = """
import sys, time
pack, name = sys.argv[1], sys.argv[2]
data = open(pack, "rb").read()
pages, index = [], 0
def take():
    global index
    length = int.from_bytes(data[index:index + 4], "little")
    index += 4 + length
    return data[index - length:index]
while index + 4 <= len(data):
    url = take().decode()
    pages.append((url, take().decode("utf-8", "replace")))
if name == "trafilatura":
    import trafilatura
    work = lambda url, html: trafilatura.extract(html, url=url, include_comments=False)
elif name == "resiliparse":
    from resiliparse.extract.html2text import extract_plain_text
    work = lambda url, html: extract_plain_text(html, main_content=True)
else:
    import turbohtml
    work = lambda url, html: turbohtml.parse(html).article()
failed = 0
def run(url, html):
    global failed
    try: work(url, html)
    except Exception: failed += 1
run(*pages[0])
start = time.process_time()
for url, html in pages: run(url, html)
print("round", time.process_time() - start)
print("failed", failed)
"""


def pack(folder, every):
    """Writes every nth page of the sets, with its address, into one file; answers it and the number of bytes of pages."""
    path, size, count = WORK / f"normalize-{every}.pack", 0, 0
    with open(path, "wb") as file:
        for gold in sorted(pathlib.Path(folder).glob("*/gold.jsonl")):
            for number, line in enumerate(gold.read_text(encoding="utf-8").split("\n")):
                if not line.strip():
                    continue
                if number % every:
                    continue
                entry = json.loads(line)
                body = gzip.decompress((gold.parent / "pages" / f"{entry['id']}.html.gz").read_bytes())
                for part in ((entry["url"] or "").encode(), body):
                    file.write(len(part).to_bytes(4, "little") + part)
                size, count = size + len(body), count + 1
    return path, size, count


def values(command):
    output = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    return [line.split() for line in output.stdout.splitlines()]


def race(program, packed, size, count, rounds):
    commands = {
        "potok": [program, "speed", packed, "1"],
        **{name: [sys.executable, "-c", PEER, packed, name] for name in ("trafilatura", "resiliparse", "turbohtml")},
    }
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(float(dict(row[:2] for row in values(command))["round"]))
    best = {name: statistics.median(seconds) for name, seconds in times.items()}
    print(f"{count} pages, {size / 1e6:.0f} MB, median of {rounds} rounds in turn, CPU, one core")
    for name, seconds in best.items():
        print(f"  {name:12} {size / seconds / 1e6:7.1f} MB/s   potok is {seconds / best['potok']:6.2f} x as fast   ({min(times[name]):.2f}-{max(times[name]):.2f} s)")
    missed = []
    if best["resiliparse"] < best["potok"]:
        missed.append("slower than resiliparse")
    if best["trafilatura"] < 12 * best["potok"]:
        missed.append("less than 12 x trafilatura")
    return missed


def pages(program, packed):
    found = {name: float(value) for name, value in values([program, "pages", packed])}
    print(f"a page: median {found['median']:.2f} ms, p99 {found['p99']:.1f} ms, worst {found['worst']:.1f} ms (page {found['worst-page']:.0f})")
    return [text for text, isMissed in (("p99 of 20 ms", found["p99"] > 20), ("worst page of 100 ms", found["worst"] > 100)) if isMissed]


def hostile(program):
    missed = []
    for name, size, milliseconds, text in values([program, "hostile", "1000000"]):
        late = float(milliseconds) >= 200
        print(f"  {name:18} {int(size):>8} bytes {float(milliseconds):8.1f} ms {int(text):>9} bytes of text{'   TOO SLOW' if late else ''}")
        if late:
            missed.append(f"hostile {name}")
    return missed


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program", type=pathlib.Path)
    options.add_argument("pages")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--every", type=int, default=6)
    options.add_argument("--only", choices=["speed", "pages", "hostile"])
    chosen = options.parse_args()
    WORK.mkdir(exist_ok=True)
    missed = []
    if chosen.only in (None, "speed"):
        missed += race(chosen.program, *pack(chosen.pages, chosen.every), chosen.rounds)
    if chosen.only in (None, "pages"):
        missed += pages(chosen.program, pack(chosen.pages, 1)[0])
    if chosen.only in (None, "hostile"):
        missed += hostile(chosen.program)
    if missed:
        sys.exit("falls short: " + ", ".join(missed))


if __name__ == "__main__":
    main()
