"""A corpus made from the WARC files of a crawl equals the one that the crawl made: warc.py POTOK SHARED HOSTS PAGES

Two days of a generated web are crawled with `fetch.warc`, and a few pages that are redirected, chunked, compressed or not there.
`warcio check` reads the files, then a second pipeline reads them and nothing else. A crawl that is killed leaves sound files too."""

import glob
import gzip
import http.server
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

potok, shared, hosts, pages = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
work = tempfile.mkdtemp(prefix="potok-warc-")
network = f"127.{random.Random(os.getpid()).randint(64, 191)}"


class Pages(http.server.BaseHTTPRequestHandler):
    """Pages whose way to us is not the plainest."""

    protocol_version = "HTTP/1.1"
    moves = {"/moved": (301, "/new-place"), "/for-now": (302, "/elsewhere"), "/both": (301, "/for-now-too"), "/for-now-too": (307, "/end")}

    def do_GET(self):
        if self.path in self.moves:
            status, target = self.moves[self.path]
            return self.answer(status, b"moved", {"Location": target})
        if self.path == "/robots.txt":
            return self.answer(404, b"", {})
        if self.path == "/gone":
            return self.answer(410, b"gone", {})
        number = sum(self.path.encode())
        words = random.Random(number)
        text = " ".join(words.choice("rzeka most wiatr okno droga ulica szkoła pociąg woda światło żółw źródło".split()) for _ in range(200))
        body = f"<!doctype html><html lang=pl><title>{self.path}</title><article><h1>{self.path}</h1><p>{text}.</p></article>".encode()
        if self.path == "/packed":
            return self.answer(200, gzip.compress(body), {"Content-Encoding": "gzip"})
        if self.path == "/chunked":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for start in range(0, len(body), 100):
                piece = body[start : start + 100]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
            return None
        return self.answer(200, body, {})

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def testweb(command, *arguments):
    program = f"{shared}/testweb/testweb.py"
    done = subprocess.run([sys.executable, program, command, "--dir", f"{work}/web", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"testweb.py {command} failed: {done.stderr}")
    return done.stdout


def pipeline(folder, sources, **fetch):
    os.makedirs(folder, exist_ok=True)
    options = {"delay": "0 s", "longestCrawlDelay": "0 s", "revisit": "0 s", "parallelPerHost": 8, "allowAddresses": ["127.0.0.0/8"]} | fetch
    content = {"version": 1, "database": "potok.db", "fetch": options, "sources": sources}
    with open(f"{folder}/pipeline.json", "w", encoding="utf-8") as file:
        json.dump(content, file)


def run(folder, kill_after=None):
    process = subprocess.Popen([potok, "run", "--json"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if kill_after is not None:
        time.sleep(kill_after)
        process.send_signal(signal.SIGKILL)
    output = process.communicate()[0]
    return json.loads(output) if output else None


def corpus(folder):
    """The documents in what does not depend on where they were read from, the observation to the second included."""
    output = subprocess.run([potok, "show", "--all", "--json"], cwd=folder, capture_output=True, text=True, check=True).stdout
    kept = ("key", "url", "title", "text", "language", "publishedAt", "authors", "mediaType", "contentHash", "duplicateOf", "duplicateRelation")
    return {document["key"]: {name: document.get(name) for name in kept} for document in map(json.loads, output.splitlines())}


def check_files(folder):
    """The whole WARC files of a folder, none of which `warcio check` complains of."""
    files = sorted(glob.glob(f"{folder}/warc/*.warc.gz"))
    done = subprocess.run([sys.executable, "-m", "warcio.cli", "check", "-v", *files], capture_output=True, text=True, check=False)
    words = done.stdout + done.stderr
    if done.returncode or not files or "fail" in words.lower() or os.listdir(f"{folder}/warc") != [os.path.basename(f) for f in os.listdir(f"{folder}/warc") if f.endswith(".warc.gz")]:
        sys.exit(f"warcio check complains of {files}, or a file is unfinished: {words[-2000:]}")
    return files, words.count("digest pass")


def compare(crawl, again, what):
    made, read = corpus(crawl), corpus(again)
    differences = [key for key in made.keys() | read.keys() if made.get(key) != read.get(key)]
    for key in differences[:5]:
        print(made.get(key), read.get(key), sep="\n", file=sys.stderr)
    if differences or not made:
        sys.exit(f"{what}: {len(differences)} of {len(made)} documents differ")
    return len(made)


def main():
    server = http.server.ThreadingHTTPServer((f"{network}.1.1", 18480), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://{network}.1.1:18480"
    paths = ["moved", "for-now", "both", "gone", "packed", "chunked", "plain"]
    testweb("start", "--hosts", str(hosts), "--pages", str(pages), "--min-kb", "4", "--max-kb", "12", "--gzip", "dynamic",
            "--net", str(random.Random(os.getpid()).randint(100, 240)), "--http-port", "18481", "--no-tls")
    try:
        urls = testweb("urls").split()
        starts = sorted({"/".join(url.split("/")[:3]) + "/" for url in urls})
        sources = [
            {"name": "odd", "type": "urls", "urls": [f"{base}/{path}" for path in paths]},
            {"name": "web", "type": "site", "urls": starts, "poll": "0 s", "longestPoll": "0 s"},
        ]
        crawl, again = f"{work}/crawl", f"{work}/again"
        pipeline(crawl, sources, warc="warc", warcFile="1 MB")
        first = run(crawl)
        testweb("tick", "--day", "2", "--changed", "0.1", "--new", "0.05", "--gone", "0")
        second = run(crawl)
        files, digests = check_files(crawl)
        pipeline(again, [{"name": "kept", "type": "warc", "paths": [f"{crawl}/warc"]}])
        run(again)
        count = compare(crawl, again, "two days")
        print(f"two days      {first['inputs']} and {second['inputs']} inputs, {len(files)} files, {digests} records with sound digests; {count} documents, none differs")
        killed, anew = f"{work}/killed", f"{work}/anew"
        pipeline(killed, sources, warc="warc", warcFile="1 MB")
        generator = random.Random(7)
        kills = sum(run(killed, generator.uniform(0.05, 0.6)) is None for _ in range(8))
        run(killed)
        files, digests = check_files(killed)
        pipeline(anew, [{"name": "kept", "type": "warc", "paths": [f"{killed}/warc"]}])
        run(anew)
        count = compare(killed, anew, "killed")
        print(f"killed        {kills} times; {len(files)} files, {digests} records with sound digests; {count} documents, none differs")
    finally:
        testweb("stop")
        server.shutdown()
    subprocess.run(["rm", "-rf", work], check=True)


main()
