"""The start of `potok` beside that of other programs: benchmark.py PROGRAM [--rounds 200] [--documents 100000]

Programs take turns, so that whatever else the machine does hits all of them. The median of wall-clock time is what a person waits, the
median of CPU time what a busy machine says of it; the bounds hold for the smaller of the two, because somebody else's work is no
start-up. The corpus is made of random words and kept in .build-startup.
"""

import argparse
import itertools
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

VERSION_BOUND, STATUS_BOUND = 10.0, 50.0


def corpus(program, documents):
    """The folder of a corpus of so many documents, made when it is not there or not of this schema."""
    folder = pathlib.Path(".build-startup") / str(documents)
    if subprocess.run([program, "status"], cwd=folder if folder.exists() else "/", capture_output=True, check=False).returncode == 0:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    chance = random.Random(7)
    syllables = [a + b for a in "bcdfghklmnprstwz" for b in "aeiouy"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(40_000)]
    weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(words))))
    with open(folder / "export.ndjson", "w", encoding="utf-8") as lines:
        for number in range(documents):
            text = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(100, 500)))
            lines.write(json.dumps({"url": f"https://host{number % 500}.example/{number}", "title": text[:40], "text": text}) + "\n")
    pipeline = {"version": 1, "sources": [{"name": "export", "type": "ndjson", "paths": ["export.ndjson"]}]}
    (folder / "pipeline.json").write_text(json.dumps(pipeline), encoding="utf-8")
    print(f"making a corpus of {documents:,} documents …", file=sys.stderr, flush=True)
    subprocess.run([program, "run", "--quiet"], cwd=folder, check=True)
    return folder


def once(command, folder):
    """Milliseconds that a command takes: of the clock, and of the processor."""
    null = open(os.devnull, "wb")
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=null, stderr=null)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} exits with {process.returncode}")
    return wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3


def race(title, commands, folder, rounds):
    """Medians of programs that take turns: wall-clock and CPU milliseconds by name; the first one is ours."""
    taken = {name: [] for name, _, _ in commands}
    for round_ in range(rounds + 2):
        for name, command, share in commands:
            # The first two warm the page cache. Slow ones take part less often.
            if round_ % share == 0:
                times = once(command, folder)
                if round_ >= 2:
                    taken[name].append(times)
    print(f"\n{title:<58} {'runs':>5} {'wall ms':>8} {'CPU ms':>8} {'CPU to ours':>12}")
    medians = {name: [statistics.median(column) for column in zip(*times)] for name, times in taken.items()}
    ours = medians[commands[0][0]][1]
    for name, (wall, cpu) in medians.items():
        print(f"  {name:<56} {len(taken[name]):>5} {wall:>8.1f} {cpu:>8.1f} {cpu / ours:>11.2f}×")
    return medians[commands[0][0]]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--documents", type=int, default=100_000)
    options = arguments.parse_args()
    # A copy without symbols, as scripts/install installs it.
    pathlib.Path(".build-startup").mkdir(exist_ok=True)
    program = str(pathlib.Path(".build-startup/potok").absolute())
    subprocess.run(["strip", "-o", program, options.program], check=True)
    folder = corpus(program, options.documents)
    database = "potok.sqlite"
    version = race(
        "start-up",
        [
            ("potok --version", [program, "--version"], 1),
            ("sqlite3 --version", ["sqlite3", "--version"], 1),
            ("curl --version", ["curl", "--version"], 1),
            ("trafilatura --version", [str(pathlib.Path(sys.executable).parent / "trafilatura"), "--version"], 20),
        ],
        folder,
        options.rounds,
    )
    count = "SELECT count(*) FROM document WHERE gone_at IS NULL"
    due = "SELECT source_id, count(*), sum(failures > 0), min(due_at), sum(quarantine IS NOT NULL) FROM frontier GROUP BY source_id"
    status = race(
        f"a look at {options.documents:,} documents",
        [
            ("potok status", [program, "status"], 1),
            ("sqlite3: count(*) of documents", ["sqlite3", database, "SELECT count(*) FROM document"], 1),
            ("sqlite3: documents that are not gone; addresses by source", ["sqlite3", database, f"{count}; {due}"], 4),
        ],
        folder,
        options.rounds,
    )
    failed = False
    for name, taken, bound in [("potok --version", version, VERSION_BOUND), ("potok status", status, STATUS_BOUND)]:
        is_within = min(taken) <= bound
        failed |= not is_within
        print(f"{'ok  ' if is_within else 'FAIL'} {name} takes {min(taken):.1f} ms, {'' if is_within else 'not '}within {bound:.0f} ms")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
