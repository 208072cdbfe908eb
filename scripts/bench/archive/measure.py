"""Peak memory of `potok run` over a small and over a large WARC file: measure.py POTOK [FEW MANY], in megabytes."""

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile

LIMIT = 1.3


def write_archive(path, megabytes):
    """Pages that are all different, each a gzip member; returns how many."""
    source = random.Random(1)
    letters = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
    words = ["".join(source.choices(letters, k=source.randint(3, 10))) for _ in range(20_000)]
    menu = "".join(f'<li class="menu-item entry-{n}"><a href="/section/{n}/index.html">{words[n]}</a></li>' for n in range(300))
    left, count = megabytes * 1_000_000, 0
    with open(path, "wb") as file:
        while left > 0:
            text = "".join("<p>" + " ".join(source.choices(words, k=60)) + ".</p>\n" for _ in range(20))
            body = f"<!doctype html><html><head><title>{count}</title></head><body><nav><ul>{menu}</ul></nav><article><h1>{count}</h1>{text}</article></body></html>".encode()
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{count}>\r\nWARC-Target-URI: http://example.test/{count}\r\n"
                    f"WARC-Date: 2026-01-02T03:04:05Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n").encode()
            record = head + block + b"\r\n\r\n"
            file.write(gzip.compress(record, 1))
            left -= len(record)
            count += 1
    return count


def measure(potok, megabytes):
    """Runs over an archive in a folder of its own; returns documents, peak bytes and CPU seconds."""
    with tempfile.TemporaryDirectory(prefix="potok-archive-") as folder:
        count = write_archive(os.path.join(folder, "pages.warc.gz"), megabytes)
        with open(os.path.join(folder, "pipeline.json"), "w", encoding="utf-8") as file:
            json.dump({"version": 1, "database": "potok.db", "sources": [{"name": "old", "type": "warc", "paths": ["pages.warc.gz"]}]}, file)
        with open(os.path.join(folder, "report.json"), "wb") as output:
            process = subprocess.Popen([potok, "run", "--json"], cwd=folder, stdout=output)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
            report = json.load(file)
        if process.returncode != 0 or report["documents"] != count:
            sys.exit(f"the run over {count} pages failed: exit {process.returncode}, {report}")
        return count, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime


def main():
    potok = os.path.abspath(sys.argv[1])
    sizes = (int(sys.argv[2]), int(sys.argv[3])) if len(sys.argv) > 3 else (100, 1_000)
    peaks = []
    for megabytes in sizes:
        count, peak, cpu = measure(potok, megabytes)
        peaks.append(peak)
        print(f"{megabytes:>5} MB, {count:>6} pages: peak {peak / 1e6:6.1f} MB, {cpu:6.1f} CPU s", flush=True)
    ratio = peaks[1] / peaks[0]
    print(f"ratio {ratio:.2f} (must be below {LIMIT})")
    sys.exit(0 if ratio < LIMIT else 1)


main()
