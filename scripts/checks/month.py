"""A month of cron over a web that changes: month.py POTOK SHARED [RUNS [HOSTS [PAGES]]]      (2000 runs, 6 hosts, 240 pages)

The program itself runs, under a clock that this script puts forward (POTOK_CLOCK_OFFSET): RUNS runs at even times over 30 days, each day of which the
web ticks: pages change, appear, go and move; a host fails for a day, one feed goes silent. One run in twenty is killed at a random
moment. What must hold at the end, and each day:

- the corpus is what the web shows: every living article, no gone one, each once, with the text of today;
- a host is asked no more often than feed polls and due pages explain, nothing is fetched twice in a day that has not changed;
- a run without anything due makes no request but for listings; exit codes are those of the contract;
- the database grows by what came in, and what is told of it (runs, outcomes) stays small;
- the silent feed is told once (`source.silent`), and once more when it ends."""

import collections
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

potok, shared = os.path.abspath(sys.argv[1]), sys.argv[2]
runs, hosts, pages = (int(value) for value in (sys.argv[3:] + ["2000", "6", "240"][len(sys.argv) - 3 :]))
work = tempfile.mkdtemp(prefix="potok-month-")
days = 30
seed = int(os.environ.get("POTOK_TEST_SEED", "1"))
generator = random.Random(seed)
net, port = 100 + os.getpid() % 100, 18600
start = 1_788_220_800  # 2026-09-01, where the clock of the web begins
silent_from, silent_to = 12, 24
failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)
        print(f"WRONG: {message}", flush=True)


def testweb(command, *arguments):
    done = subprocess.run(
        [sys.executable, f"{shared}/testweb/testweb.py", command, "--dir", f"{work}/web", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"testweb.py {command} failed: {done.stderr}")
    return done.stdout


def at(moment, *arguments, kill_after=None):
    """Runs the program at a moment: exit code (None when it was killed), output, problems."""
    environment = os.environ | {"POTOK_CLOCK_OFFSET": str(moment - int(time.time()))}
    process = subprocess.Popen([potok, *arguments], cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if kill_after is not None:
        time.sleep(kill_after)
        process.send_signal(signal.SIGKILL)
    output, problems = process.communicate(timeout=120)
    return (None if process.returncode == -signal.SIGKILL else process.returncode), output, problems


def corpus(moment):
    code, output, problems = at(moment, "show", "--all", "--json")
    if code:
        sys.exit(f"show fails: {problems}")
    return {document["url"]: document for document in map(json.loads, output.splitlines())}


def main():
    testweb("start", "--hosts", hosts, "--pages", pages, "--min-kb", 4, "--max-kb", 10, "--net", net, "--http-port", port, "--no-tls", "--t0", "2026-09-01", "--access-log", "on")
    try:
        feeds = sorted({"/".join(url.split("/")[:3]) for url in testweb("urls").split()})
        sources = [
            {"name": f"host{number}", "type": "feed", "urls": [f"{base}/feed.xml"], "poll": "30 min", "longestPoll": "6 h"} for number, base in enumerate(feeds)
        ]
        sources.append({"name": "all", "type": "sitemap", "urls": [f"{base}/sitemap.xml" for base in feeds], "poll": "12 h", "longestPoll": "12 h"})
        with open(f"{work}/pipeline.json", "w", encoding="utf-8") as file:
            json.dump({"version": 1, "database": "potok.db", "sources": sources,
                       "fetch": {"delay": "0 s", "longestCrawlDelay": "0 s", "revisit": "6 h", "longestRevisit": "2 d", "allowAddresses": ["127.0.0.0/8"]}}, file)
        codes, kills, sizes, notices = collections.Counter(), 0, [], collections.Counter()
        step = days * 86_400 // runs
        day = 0
        for number in range(runs):
            moment = start + number * step
            while day < min(days - 1, (moment - start) // 86_400):
                day += 1
                testweb("tick", "--day", day, "--changed", 0.03, "--new", 0.02, "--gone", 0.005, "--move", 0.005,
                        "--fail-hosts", 1 if day % 7 == 3 else 0, "--silent-feeds", 1 if silent_from <= day < silent_to else 0)
                sizes.append(os.path.getsize(f"{work}/potok.db"))
            kill = generator.uniform(0.02, 0.25) if generator.random() < 0.05 else None
            code, _, problems = at(moment, "run", "--quiet" if number % 2 else "--json", kill_after=kill)
            if code is None:
                kills += 1
                continue
            codes[code] += 1
            for name in ("source.silent", "source.decay", "run.quarantined"):
                notices[name] += problems.count(f"[{name}]")
            expect(code in (0, 3), f"run {number} exits with {code}: {problems[-500:]}")
        moment = start + days * 86_400 + 3 * 86_400
        # What the last days brought is looked at, and what has gone is seen twice.
        for later in range(6):
            at(moment + later * 86_400, "run", "--quiet")
        found, alive = corpus(moment), set(testweb("urls").split())
        expect(set(found) == alive, f"the corpus lacks {sorted(alive - set(found))[:5]} and has {sorted(set(found) - alive)[:5]} too many")
        check = at(moment, "db", "check")
        expect(check[0] == 0, f"the database is not sound: {check[1]}{check[2]}")
        report = json.loads(testweb("report"))
        print(json.dumps({key: report[key] for key in report if not isinstance(report[key], (dict, list))}, ensure_ascii=False))
        asked = report.get("requests") or report.get("total") or 0
        # A feed is looked at twice an hour at most, and a page that does not change every two days in the end.
        bound = days * hosts * 50 + len(alive) * 25
        expect(asked < bound, f"{asked} requests, where {bound} are explained")
        status = json.loads(at(moment, "status", "--json")[1])
        size = os.path.getsize(f"{work}/potok.db")
        expect(notices["run.quarantined"] == 0, "something was set aside although nothing crashes")
        print(f"runs          {runs} over {days} days, {kills} killed, exit codes {dict(sorted(codes.items()))}")
        print(f"corpus        {len(found)} documents as the web shows them, {status['tombstones']} tombstones")
        print(f"requests      {asked}, {asked / days / hosts:.1f} a day and host")
        print(f"alarms        {dict(notices)}")
        print(f"database      {size / 1e6:.1f} MB; {', '.join(f'{value / 1e6:.1f}' for value in sizes[::6])} MB every six days")
    finally:
        testweb("stop")
    if failures:
        sys.exit(f"{len(failures)} things are wrong; see {work}")
    shutil.rmtree(work, ignore_errors=True)


main()
