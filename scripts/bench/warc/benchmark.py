#!/usr/bin/env python3
"""Races the WARC reader against fastwarc, in turn and on one core, decompression included.

    scripts/dev bench warc [--rounds 5] [--megabytes 300]

The archive holds, for each page, a request, a response and a metadata record, each a gzip member of its own; it lies in
.build-benchmarks. Tasks: `heads` goes over all records, `bodies` also parses the head of HTTP and reads every body,
`digests` also checks the digests. CPU seconds of the process; exit status 1 when the reader is slower than fastwarc.
"""

import argparse
import base64
import gzip
import hashlib
import pathlib
import statistics
import subprocess
import sys
import uuid

WORK = pathlib.Path(".build-benchmarks")

PEER = """
import sys, time
from fastwarc.warc import ArchiveIterator
path, task, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
for _ in range(rounds):
    start = time.process_time()
    records = size = 0
    if task == "heads":
        for record in ArchiveIterator(open(path, "rb"), parse_http=False):
            records += 1
    else:
        for record in ArchiveIterator(open(path, "rb"), parse_http=task == "bodies"):
            records += 1
            if task == "digests":
                if "WARC-Block-Digest" in record.headers:
                    assert record.verify_block_digest()
                if record.is_http:
                    record.parse_http()
                if "WARC-Payload-Digest" in record.headers:
                    assert record.verify_payload_digest()
            size += len(record.reader.read())
    print("round", time.process_time() - start, records, size)
"""


def digest(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def record(kind, uri, type_, block, payload=None):
    """One record as a gzip member."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, kind + uri)
    lines = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{name}>", f"WARC-Target-URI: {uri}",
             "WARC-Date: 2026-01-02T03:04:05Z", f"WARC-Block-Digest: {digest(block)}"]
    if payload is not None:
        lines.append(f"WARC-Payload-Digest: {digest(payload)}")
    lines += [f"Content-Type: {type_}", f"Content-Length: {len(block)}", "", ""]
    return gzip.compress("\r\n".join(lines).encode() + block + b"\r\n\r\n", 6, mtime=0)


def make(folder, megabytes):
    """The archive; `megabytes` is its size before compression."""
    path = WORK / f"pages-{megabytes}.warc.gz"
    if path.exists():
        return path
    WORK.mkdir(exist_ok=True)
    pages = [gzip.decompress(file.read_bytes()) for file in sorted(pathlib.Path(folder).rglob("*.html.gz"))]
    left, number = megabytes << 20, 0
    with open(path.with_suffix(".part"), "wb") as file:
        while left > 0:
            for page in pages:
                number += 1
                uri = f"http://example.test/{number}.html"
                head = (f"HTTP/1.1 200 OK\r\nDate: Fri, 02 Jan 2026 03:04:05 GMT\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\n"
                        f"Content-Length: {len(page)}\r\nCache-Control: max-age=600\r\nETag: \"{number}\"\r\nVary: Accept-Encoding\r\n\r\n").encode()
                request = f"GET /{number}.html HTTP/1.1\r\nHost: example.test\r\nUser-Agent: benchmark\r\nAccept: */*\r\n\r\n".encode()
                file.write(record("request", uri, "application/http; msgtype=request", request))
                file.write(record("response", uri, "application/http; msgtype=response", head + page, page))
                file.write(record("metadata", uri, "application/warc-fields", b"fetchTimeMs: 123\r\ncharset-detected: utf-8\r\n"))
                left -= len(page)
                if left <= 0:
                    break
    path.with_suffix(".part").rename(path)
    return path


def rounds_of(command):
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rounds = [line.split() for line in output.splitlines() if line.startswith("round")]
    if "complaint" in output:
        sys.exit(f"the reader complains: {output[:500]}")
    return [float(r[1]) for r in rounds], int(rounds[0][2]), int(rounds[0][3])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("pages")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=300)
    options = parser.parse_args()
    path = str(make(options.pages, options.megabytes))
    missed = False
    for task in ("heads", "bodies", "digests"):
        ours, theirs = [], []
        for _ in range(options.rounds):
            seconds, records, size = rounds_of([options.program, path, task, "1"])
            ours += seconds
            seconds, their_records, their_size = rounds_of([sys.executable, "-c", PEER, path, task, "1"])
            theirs += seconds
            if (records, size) != (their_records, their_size):
                sys.exit(f"{task}: {records} records of {size} bytes, and fastwarc has {their_records} of {their_size}")
        a, b = statistics.median(ours), statistics.median(theirs)
        missed |= a > b
        print(f"{task:8} potok {records / a:9.0f} records/s, fastwarc {records / b:9.0f} records/s, ratio {b / a:.2f} (must be at least 1)", flush=True)
    sys.exit(1 if missed else 0)


main()
