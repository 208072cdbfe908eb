"""Politeness and incremental fetching, judged from outside: politeness.py POTOK TESTWEB [--hosts N --pages N --delay SECONDS --small]

Drives potok over the test web and judges by what the web's own server has logged:
- delay and parallel limit are kept on every host, and so is the Crawl-delay of robots.txt;
- a second run sends one conditional request for each known page and downloads nothing;
- on another day only changed and new pages come, and pages that are gone become tombstones.
Prints a table of figures; exits 1 when anything is not as it should be."""

import argparse
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile


class Judge:
    """Counts what is right, and prints every figure beside the one that is wanted."""

    def __init__(self):
        self.failures = 0

    def head(self, title):
        print(f"\n{title}")

    def check(self, name, got, wanted, right=None):
        is_right = got == wanted if right is None else right
        self.failures += not is_right
        print(f"  {name:<46} {got!s:>12}  {'' if is_right else 'WRONG, '}wanted {wanted}")


class Web:
    """The test web, on addresses and a port of its own."""

    def __init__(self, program, folder, options):
        self.program, self.folder = program, folder
        os.makedirs(folder)
        # nginx runs as a user who must be able to go in.
        os.chmod(folder, 0o755)
        self.run("start", "--no-tls", *options)

    def run(self, command, *options):
        done = subprocess.run(
            [sys.executable, self.program, command, "--dir", self.folder, *options], capture_output=True, text=True
        )
        if done.returncode != 0:
            sys.exit(f"testweb.py {command} failed (are nginx and its modules installed?): {done.stderr}")
        return done.stdout

    def urls(self):
        return self.run("urls").split()

    def tick(self, day, **shares):
        options = [part for name, share in shares.items() for part in (f"--{name}", str(share))]
        self.run("tick", "--day", str(day), *options)
        with open(f"{self.folder}/truth/day-{day}.json", encoding="utf-8") as file:
            return json.load(file)

    def report(self):
        """The web's own report of what came since the last one, and the lines it was made from."""
        # nginx writes its log with up to a second of delay; asking it to open the file anew writes what it holds.
        with open(f"{self.folder}/nginx.pid", encoding="utf-8") as file:
            os.kill(int(file.read()), 10)
        subprocess.run(["sleep", "1.3"], check=True)
        with open(f"{self.folder}/access.log", encoding="utf-8", errors="replace") as file:
            lines = [line.rstrip("\n").split("\t") for line in file]
        with open(f"{self.folder}/state.json", encoding="utf-8") as file:
            state = json.load(file)
        port = state["bases"][0].rsplit(":", 1)[1]
        requests = [
            dict(url=f"http://{f[4]}:{port}{f[8]}", status=int(f[6]), bytes=int(f[7]), conditional=f[9] != "-" or f[10] != "-")
            for f in lines
            if len(f) >= 13
        ]
        return json.loads(self.run("report", "--truncate")), requests

    def stop(self):
        subprocess.run([sys.executable, self.program, "stop", "--dir", self.folder], capture_output=True, check=False)


class Potok:
    """The program in a folder with a pipeline."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        os.makedirs(folder)

    def pipeline(self, urls, **fetch):
        with open(f"{self.folder}/urls.txt", "w", encoding="utf-8") as file:
            file.write("\n".join(urls) + "\n")
        options = {
            "parallel": 256, "longestCrawlDelay": "0 s", "revisit": "0 s", "longestRevisit": "0 s",
            "allowAddresses": ["127.0.0.0/8"], **fetch,
        }
        source = {"name": "web", "type": "urls", "lists": ["urls.txt"]}
        with open(f"{self.folder}/pipeline.json", "w", encoding="utf-8") as file:
            json.dump({"version": 1, "database": "potok.db", "fetch": options, "sources": [source]}, file)

    def command(self, *words):
        return subprocess.run([self.program, *words], cwd=self.folder, capture_output=True, text=True, check=False)

    def run(self):
        done = self.command("run", "--json")
        if done.returncode != 0:
            sys.exit(f"potok run exited {done.returncode}: {done.stdout}{done.stderr[-2000:]}")
        report = json.loads(done.stdout)
        counts = collections.Counter()
        for outcome in report["outcomes"]:
            counts[outcome["kind"]] += outcome["count"]
        return counts

    def documents(self):
        shown = self.command("show", "--all", "--json").stdout
        return {d["url"]: d for d in map(json.loads, shown.splitlines())}

    def status(self):
        return json.loads(self.command("status", "--json").stdout)


def judge_pace(judge, report, hosts, delay, parallel):
    gap = report["same_host_start_gap_s"]
    judge.check("hosts asked", report["hosts"], hosts)
    if delay:
        judge.check("least time between two requests of a host", f"{gap['min']:.3f} s", f"{delay:.3f} s or more", gap["min"] >= delay)
        print(f"  {'… of the tenth, of the half of all':<46} {gap['p10']:.3f} s, {gap['p50']:.3f} s")
    peak = report["peak_parallel_one_host"]
    judge.check("most requests open at once on one host", peak, f"{parallel} or fewer", peak <= parallel)


def incremental(judge, web, potok, hosts, delay):
    urls = web.urls()
    potok.pipeline(urls, delay=f"{int(delay * 1000)} ms")

    judge.head(f"First run: {len(urls)} pages of {hosts} hosts, delay {delay} s, one request at a time")
    counts = potok.run()
    report, requests = web.report()
    judge_pace(judge, report, hosts, delay, 1)
    judge.check("requests: each page and each robots.txt once", report["requests"], len(urls) + hosts)
    judge.check("pages with an outcome", counts["indexed"] + counts["duplicate"], len(urls))
    judge.check("conditional requests", report["conditional"], 0)

    judge.head("Second run, the same day")
    counts = potok.run()
    report, requests = web.report()
    judge_pace(judge, report, hosts, delay, 1)
    asked = collections.Counter(r["url"] for r in requests)
    judge.check("pages asked for exactly once", sum(asked[url] == 1 for url in urls), len(urls))
    judge.check("requests", report["requests"], len(urls))
    judge.check("conditional among them", report["conditional"], len(urls))
    judge.check("answers by status", json.dumps(report["status"]), json.dumps({"304": len(urls)}))
    judge.check("bytes of bodies downloaded", report["bytes"], 0)
    judge.check("unchanged, says potok", counts["unchanged"], len(urls))

    # On day 1 a change of a near copy would give the same bytes as before: day 2.
    day = web.tick(2, changed=0.06, new=0.03, gone=0.02)
    changed, new, gone = set(day["changed"]), set(day["new"]), set(day["gone"])
    potok.pipeline(urls + day["new"], delay=f"{int(delay * 1000)} ms")
    judge.head(f"Third run, another day: {len(changed)} changed, {len(new)} new, {len(gone)} gone")
    before = potok.documents()
    counts = potok.run()
    report, requests = web.report()
    judge_pace(judge, report, hosts, delay, 1)
    full = {r["url"] for r in requests if r["status"] == 200}
    judge.check("downloaded: the changed and the new", len(full), len(changed) + len(new), full == changed | new)
    known = [r for r in requests if r["url"] not in new]
    judge.check("known pages asked for, each conditionally", sum(r["conditional"] for r in known), len(urls))
    judge.check("requests", report["requests"], len(urls) + len(new))
    judge.check("gone, says potok", counts["gone"], len(gone))
    judge.check("unchanged, says potok", counts["unchanged"], len(urls) - len(changed) - len(gone))
    after = potok.documents()
    judge.check("new documents", len(after.keys() - before.keys()), len(new), after.keys() - before.keys() == new)
    updated = {url for url in before.keys() & after.keys() if before[url]["contentHash"] != after[url]["contentHash"]}
    judge.check("documents with another content", len(updated), len(changed), updated == changed)
    judge.check("with the paragraph of the day", sum("Aktualizacja 2:" in after[u]["text"] for u in changed), len(changed))
    judge.check("gone pages kept until a second look", len(gone & after.keys()), len(gone))

    judge.head("Fourth run: what is gone is looked at once more")
    counts = potok.run()
    report, requests = web.report()
    judge_pace(judge, report, hosts, delay, 1)
    judge.check("downloaded", sum(r["status"] == 200 for r in requests), 0)
    final = potok.documents()
    status = potok.status()
    judge.check("documents", status["documents"], len(urls) + len(new) - len(gone))
    judge.check("tombstones", status["tombstones"], len(gone))
    judge.check("gone pages among the documents", len(gone & final.keys()), 0)
    shown = sum(potok.command("show", url).returncode == 0 for url in sorted(gone)[:20])
    judge.check("gone pages that potok show finds", shown, 0)
    found = 0
    for url in sorted(gone)[:20]:
        words = '"' + after[url]["title"].replace('"', " ") + '"'
        hits = potok.command("search", "--json", "--limit", "100", "--", words).stdout.splitlines()
        found += any(json.loads(hit)["document"]["url"] == url for hit in hits)
    judge.check("gone pages that potok search finds", found, 0)
    check = potok.command("status", "--check")
    judge.check("potok status --check, exit code", check.returncode, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("potok")
    parser.add_argument("testweb")
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--delay", type=float, default=0.5)
    parser.add_argument("--small", action="store_true", help="only the incremental runs")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.potok)
    judge = Judge()
    folder = tempfile.mkdtemp(prefix="potok-politeness-")
    # Others may check on this machine at the same time.
    port = str(random.Random(os.getpid()).randint(20_000, 29_999))
    size = ["--hosts", str(arguments.hosts), "--pages", str(arguments.pages), "--min-kb", "5", "--max-kb", "10"]
    web = Web(arguments.testweb, f"{folder}/web", [*size, "--net", "90", "--http-port", port])
    try:
        incremental(judge, web, Potok(program, f"{folder}/incremental"), arguments.hosts, arguments.delay)
        if not arguments.small:
            judge.head("Crawl-delay 1 of robots.txt against a configured delay of 100 ms")
            potok = Potok(program, f"{folder}/crawl-delay")
            potok.pipeline(web.urls()[: 3 * arguments.hosts], delay="100 ms", longestCrawlDelay="60 s")
            potok.run()
            report, _ = web.report()
            judge_pace(judge, report, arguments.hosts, 1.0, 1)
            web.stop()
            slow = ["--latency-ms", "60", "--net", "92", "--http-port", port, "--gzip", "dynamic"]
            web = Web(arguments.testweb, f"{folder}/slow-web", [*size, *slow])
            for parallel in (1, 3):
                judge.head(f"No delay, {parallel} at once, answers that take 60 ms")
                potok = Potok(program, f"{folder}/parallel-{parallel}")
                potok.pipeline(web.urls(), delay="0 s", parallel=1024, parallelPerHost=parallel)
                counts = potok.run()
                report, _ = web.report()
                judge_pace(judge, report, arguments.hosts, 0, parallel)
                judge.check("… and the limit is used", report["peak_parallel_one_host"], parallel)
                judge.check("pages with an outcome", counts["indexed"] + counts["duplicate"], arguments.pages)
    finally:
        web.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{'all is as it should be' if not judge.failures else f'{judge.failures} figures are wrong'}")
    sys.exit(1 if judge.failures else 0)


if __name__ == "__main__":
    main()
