"""Peak memory of `potok run` over few and over many files: measure.py POTOK [FEW MANY]"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time

LIMIT = 1.3
BYTES = 10_000


def write_files(folder, count):
    """Texts that are all different and always the same."""
    source = random.Random(1)
    letters = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
    words = ["".join(source.choices(letters, k=source.randint(3, 10))) for _ in range(20_000)]
    for number in range(count):
        paragraphs, size = [], 0
        while size < BYTES:
            paragraph = " ".join(source.choices(words, k=60)) + "."
            paragraphs.append(paragraph)
            size += len(paragraph.encode()) + 2
        place = os.path.join(folder, f"{number // 1000:03}")
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, f"{number:06}.txt"), "w", encoding="utf-8") as file:
            file.write("\n\n".join(paragraphs))


def measure(potok, count):
    """Runs over so many files in a folder of its own; returns peak bytes, CPU seconds and seconds."""
    with tempfile.TemporaryDirectory(prefix="potok-memory-") as folder:
        write_files(os.path.join(folder, "texts"), count)
        with open(os.path.join(folder, "pipeline.json"), "w", encoding="utf-8") as file:
            json.dump(
                {"version": 1, "database": "potok.db", "sources": [{"name": "texts", "type": "files", "paths": ["texts"]}]},
                file,
            )
        with open(os.path.join(folder, "report.json"), "wb") as output:
            start = time.monotonic()
            process = subprocess.Popen([potok, "run", "--json"], cwd=folder, stdout=output)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
            report = json.load(file)
        if process.returncode != 0 or report["documents"] != count:
            sys.exit(f"the run over {count} files failed: exit {process.returncode}, {report}")
        return usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime, seconds


def main():
    potok = os.path.abspath(sys.argv[1])
    few, many = (int(sys.argv[2]), int(sys.argv[3])) if len(sys.argv) > 3 else (2_000, 20_000)
    peaks = []
    for count in (few, many):
        peak, cpu, seconds = measure(potok, count)
        peaks.append(peak)
        print(f"{count:>6} files: peak {peak / 1e6:7.1f} MB, {cpu:6.1f} CPU s, {seconds:6.1f} s, {count / seconds:6.0f} files/s", flush=True)
    ratio = peaks[1] / peaks[0]
    print(f"ratio {ratio:.2f} (must be below {LIMIT})")
    sys.exit(0 if ratio < LIMIT else 1)


main()
