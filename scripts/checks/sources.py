"""Feeds and sitemaps of the hostile web as the program reads them: sources.py POTOK SHARED [--keep FOLDER]

Every case of the area `sources` is read by `potok sources probe --json`, a process each, and judged by the web's own judge."""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time


# A child's peak includes what its parent held when it was made: so the parent is a small one.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
print("peak", os.wait4(process.pid, 0)[2].ru_maxrss)
"""


def start(program, folder):
    """Starts the hostile web on addresses of its own, and waits until it serves."""
    net = f"127.{random.Random(os.getpid()).randint(64, 191)}"
    server = subprocess.Popen(
        [sys.executable, program, "start", "--dir", folder, "--foreground", "--slow", "0.2", "--bomb-mb", "256",
         "--ip", f"{net}.1.1", "--port", "18290", "--robots-net", f"{net}.2", "--canary", f"{net}.3.1", "--cport", "18299"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    while not os.path.exists(f"{folder}/hostile.pid"):
        if server.poll() is not None:
            sys.exit("hostile.py does not start")
        time.sleep(0.05)
    return server, f"{net}.1.0/24"


def probe(potok, url, addresses, folder):
    """What came of one address, in the judge's words."""
    begun = time.monotonic()
    allowed = f'fetch.allowAddresses=["{addresses}"]'
    command = [sys.executable, "-c", MEASURE, potok, "sources", "probe", "--json", "--set", allowed, url]
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=100)
    output, _, peak = process.stdout.rpartition("peak ")
    # All that the process ever held bounds what it decoded.
    result = {"url": url, "seconds": time.monotonic() - begun, "decoded_mb": int(peak) * 1024 / 1_000_000}
    found = json.loads(output)
    error = found.get("error")
    if error:
        gone = ("fetch.http-404", "fetch.http-410")
        result["outcome"] = "gone" if error in gone else "empty" if error.endswith(".empty") else "error"
        return result
    names = {"url": "url", "title": "title", "content": "text", "modifiedAt": "lastmod"}
    entries = [{new: entry[old] for old, new in names.items() if old in entry} for entry in found["entries"]]
    for entry, source in zip(entries, found["entries"]):
        date = source.get("publishedAt") or source.get("modifiedAt")
        if date:
            entry["date"] = date
    # Of a web page, the feeds that it names are what it lists.
    result |= {"final_url": found["location"], "permanent": found["isMoved"]}
    result |= {"outcome": "ok", "entries": entries, "urls": entries or (found["listings"] if found["kind"] == "feed" else [])}
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("potok")
    parser.add_argument("shared")
    parser.add_argument("--keep", help="a new folder that is kept")
    arguments = parser.parse_args()
    folder = os.path.abspath(arguments.keep or tempfile.mkdtemp(prefix="potok-sources-"))
    os.makedirs(f"{folder}/web", exist_ok=True)
    program = f"{arguments.shared}/testweb/hostile.py"
    server, addresses = start(program, f"{folder}/web")
    try:
        with open(f"{folder}/web/manifest.json", encoding="utf-8") as file:
            cases = [case for case in json.load(file) if case["area"] == "sources"]
        potok = os.path.abspath(arguments.potok)
        with open(f"{folder}/results.ndjson", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(probe(potok, case["url"], addresses, folder)) + "\n" for case in cases)
        stats = subprocess.run([sys.executable, program, "stats", "--dir", f"{folder}/web"], capture_output=True, text=True, check=True)
        with open(f"{folder}/stats.json", "w", encoding="utf-8") as file:
            file.write(stats.stdout)
        judged = subprocess.run(
            [sys.executable, f"{arguments.shared}/testweb/judge.py", f"{folder}/web/manifest.json", f"{folder}/results.ndjson",
             "--area", "sources", "--stats", f"{folder}/stats.json"],
            check=False,
        )
    finally:
        server.kill()
        server.wait()
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(judged.returncode)


if __name__ == "__main__":
    main()
