"""A month of cron over a web that changes: month.py POTOK SHARED [RUNS [HOSTS [PAGES]]]      (2000 runs, 6 hosts, 240 pages)

The program itself runs, under a clock that this script puts forward (POTOK_CLOCK_OFFSET): RUNS runs at even times over 30 days, each day of
which the web ticks: pages change, appear, go and move; a host fails for a day, the feed of one goes silent for twelve days. One run in
twenty, and every other first one after a tick, is killed at a random moment. The web's own files of truth and its access log, not the program, say what must hold:

- corpus: every living article, no gone one, each once; the NDJSON sink holds the same; the file is sound;
- due times: each address is asked again neither before it is due nor later than the next run after, quiet hours are kept;
- requests: what has not changed is not sent again, a failing host is left alone, a gone page is asked for no more;
- tombstones: exactly the documents whose pages are gone or have moved;
- alarms: the silent feed is told once, ends once, and no other source ever is; nothing is set aside;
- runs: exit codes, every killed run that had begun is in the database as interrupted, every other one as finished;
- growth: the database grows by what came in, and what is told of runs stays small."""

import bisect
import collections
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

potok, shared = os.path.abspath(sys.argv[1]), sys.argv[2]
runs, hosts, pages = (int(value) for value in (sys.argv[3:] + ["2000", "6", "240"][len(sys.argv) - 3 :]))
work = tempfile.mkdtemp(prefix="potok-month-")
HOUR, DAY = 3_600, 86_400
days = 30
seed = int(os.environ.get("POTOK_TEST_SEED", "1"))
generator = random.Random(seed)
net, port = 100 + os.getpid() % 100, 18600
start = 1_788_220_800  # 2026-09-01, where the clock of the web begins
step = days * DAY // runs
SILENT_FROM, SILENT_TO, SILENT_AFTER = 10, 22, 4
REVISIT, LONGEST_REVISIT = 6 * HOUR, 2 * DAY
POLL, LONGEST_POLL = HOUR // 2, 6 * HOUR
SITEMAP_EVERY, QUIET = 6 * HOUR, (2 * HOUR, 5 * HOUR)
failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)
        if len(failures) <= 40:
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
    environment = os.environ | {"POTOK_CLOCK_OFFSET": str(moment - int(time.time())), "TZ": "UTC"}
    process = subprocess.Popen([potok, *arguments], cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if kill_after is not None:
        time.sleep(kill_after)
        process.send_signal(signal.SIGKILL)
    output, problems = process.communicate(timeout=120)
    return (None if process.returncode == -signal.SIGKILL else process.returncode), output, problems


class Run:
    """One run as it was seen from outside."""

    def __init__(self, moment):
        self.moment, self.began = moment, time.time()
        self.code, self.output, self.problems = None, "", ""

    @property
    def is_killed(self):
        return self.code is None

    @property
    def day(self):
        return min(days - 1, (self.moment - start) // DAY)


class Request:
    """One line of the access log, at the moment of the run that sent it."""

    def __init__(self, line, run):
        fields = line.rstrip("\n").split("\t")
        self.run, self.moment = run, run.moment
        self.status, self.path = int(fields[6]), fields[8]
        self.host = f"http://{fields[4]}:{port}"
        self.url = self.host + self.path


def requests_of(taken):
    starts = [run.began for run in taken]
    with open(f"{work}/web/access.log", encoding="utf-8") as lines:
        for line in lines:
            yield Request(line, taken[max(0, bisect.bisect_right(starts, float(line.split("\t", 1)[0])) - 1)])


def is_quiet(moment):
    return QUIET[0] <= moment % DAY < QUIET[1]


class Truth:
    """What the web says became of it, day by day."""

    def __init__(self, last):
        self.days = [json.load(open(f"{work}/web/truth/day-{day}.json", encoding="utf-8")) for day in range(last + 1)]
        self.gone = {url: day["day"] for day in self.days for url in day["gone"]}
        self.moved = {move["from"]: day["day"] for day in self.days for move in day["moved"]}
        self.changed = collections.defaultdict(list)
        for day in self.days:
            for url in day["changed"]:
                self.changed[url].append(start + day["day"] * DAY)
            for move in day["moved"]:
                self.changed[move["to"]].append(start + day["day"] * DAY)

    def fails(self, host, moment):
        day = min(len(self.days) - 1, (moment - start) // DAY)
        return host in self.days[day]["failing"]

    def failed_between(self, host, first, last):
        return any(self.fails(host, moment) for moment in range(first, last + 1, DAY // 4)) or self.fails(host, last)

    def changed_between(self, url, first, last):
        return any(first <= moment <= last for moment in self.changed[url])


def judge_due_times(asked, truth, last_moment, killed_at):
    """Each address is asked again neither too early nor too late."""
    database = sqlite3.connect(f"file:{work}/potok.db?mode=ro", uri=True)
    resting = {url for url, in database.execute("SELECT locator FROM frontier JOIN source ON source.id = source_id WHERE name = 'all'")}
    database.close()
    redirected_in = {(id(request.run), request.host) for request in asked if request.status == 301}
    by_url = collections.defaultdict(list)
    for request in asked:
        by_url[request.url].append(request)
    early, late, told = 0, 0, {"pages": [], "feeds": []}
    for url, looks in by_url.items():
        path = looks[0].path
        is_page, is_feed, is_sitemap = path[:3] in ("/a/", "/m/"), path == "/feed.xml", path == "/sitemap.xml"
        if is_sitemap:
            for look in looks:
                expect(not is_quiet(look.moment), f"{url} is asked for in its quiet hours, at {look.moment % DAY / HOUR:.1f} h")
        if not (is_page or is_feed or is_sitemap):
            continue
        least = REVISIT if is_page else POLL if is_feed else SITEMAP_EVERY * 0.9
        most = LONGEST_REVISIT if is_page else LONGEST_POLL if is_feed else SITEMAP_EVERY + (QUIET[1] - QUIET[0])
        host = looks[0].host
        for before, after in zip(looks, looks[1:] + [None]):
            dead = truth.gone.get(url, truth.moved.get(url))
            until = after.moment if after else min(last_moment, start + dead * DAY if dead is not None else last_moment)
            pause = until - before.moment
            if after and is_page and not truth.fails(host, before.moment):
                told["pages"].append(pause)
            if after and is_feed:
                told["feeds"].append(pause)
            # What a killed run saw is seen again; a failing host, a redirect, and what a feed calls changed have times of their own.
            excused = before.run.is_killed or before.status in (503, 301) or (id(after.run) if after else 0, host) in redirected_in
            if after and not excused and pause < least * 0.99 and not (is_page and truth.changed_between(url, before.moment - DAY, after.moment)):
                early += 1
                expect(early > 5, f"{url} is asked for again after {pause / HOUR:.1f} h (HTTP {before.status})")
            kills = sum(1 for moment in killed_at if before.moment <= moment <= until)
            # A source that rests has its pages rest too.
            rest = SITEMAP_EVERY + QUIET[1] - QUIET[0] if is_page and url in resting else 0
            if pause > most + rest + (2 + kills) * step + 1 and before.status not in (404, 301) and not truth.failed_between(host, before.moment, until):
                late += 1
                expect(late > 5, f"{url} is asked for again only after {pause / HOUR:.1f} h (HTTP {before.status}, then {after.status if after else 'never'})")
    expect(early == 0, f"{early} requests came too early")
    expect(late == 0, f"{late} requests came too late")
    return told


def judge_requests(asked, truth, taken):
    """What has not changed is not sent again; who fails is left alone; what is gone is asked for no more."""
    bodies, missing = collections.Counter(), collections.Counter()
    kills_with = collections.Counter(request.url for request in asked if request.run.is_killed)
    by_run_and_host = collections.Counter()
    for request in asked:
        if request.path[:3] in ("/a/", "/m/"):
            bodies[request.url] += request.status == 200
            if request.status == 404:
                missing[request.url] += 1
        if request.status == 503:
            by_run_and_host[id(request.run), request.host] += 1
    for url, count in bodies.items():
        allowed = 1 + len(truth.changed[url]) + kills_with[url] + (truth.moved.get(url) is not None)
        # A page that moved is read behind the redirect of its old address too.
        allowed += sum(2 + (days + 6 - day["day"]) // 8 for day in truth.days for move in day["moved"] if move["to"] == url)
        expect(count <= allowed, f"{url} was sent {count} times, changed {len(truth.changed[url])} times")
    for url, count in missing.items():
        day = truth.gone.get(url, truth.moved.get(url))
        if day is None:
            expect(False, f"{url} answered 404 and is not gone")
            continue
        # Seen twice, after two days, four, and then every eight, to learn whether it has come back.
        # An address that had led there by a redirect is asked for at times of its own.
        chain, led = [url], 1
        while chain and (chain := [move["from"] for one in truth.days for move in one["moved"] if move["to"] == chain[0]]):
            led += 1
        expect(count <= led * (4 + (days + 6 - day) // 8) + kills_with[url], f"{url}, gone since day {day}, was asked for {count} times")
    most = max(by_run_and_host.values(), default=0)
    expect(most <= 2, f"a failing host was asked {most} times in one run")
    for run in taken:
        if not run.is_killed and run.code == 3:
            expect(bool(truth.days[run.day]["failing"]), f"a run of day {run.day} exits 3 although no host fails: {run.problems[-300:]}")


def judge_alarms(taken, truth):
    """Exactly the silent feeds are told, each once, and end once."""
    silent = {host for day in truth.days for host in day["silent"]}
    names = {f"host{number}": host for number, host in enumerate(sorted_hosts)}
    told, ended = collections.defaultdict(list), collections.defaultdict(list)
    other = collections.Counter()
    for run in taken:
        # After the last tick everybody falls silent.
        for line in run.problems.splitlines() if run.moment < start + days * DAY else ():
            for code in ("source.silent", "source.recovered", "source.decay", "run.quarantined"):
                if line.rstrip().endswith(f"[{code}]"):
                    source = line.split("[", 1)[1].split("]")[0]
                    if code == "source.silent":
                        told[source].append(run.moment)
                    elif code == "source.recovered":
                        ended[source].append(run.moment)
                    else:
                        other[code] += 1
    for name, host in names.items():
        expected = 1 if host in silent else 0
        expect(len(told[name]) == expected, f"{name} is told silent {len(told[name])} times, where {expected} is right")
        expect(len(ended[name]) == expected, f"{name} recovers {len(ended[name])} times, where {expected} is right")
        if expected and len(told[name]) == 1:
            since = (told[name][0] - start) / DAY
            # Its last entries may be of the day before, or of some days before where it brings something every other day.
            expect(SILENT_FROM - 3 + SILENT_AFTER <= since <= SILENT_FROM + SILENT_AFTER + 1, f"{name} is told silent on day {since:.1f}")
        if expected and len(ended[name]) == 1:
            since = (ended[name][0] - start) / DAY
            expect(SILENT_TO <= since <= SILENT_TO + 2, f"{name} recovers on day {since:.1f}")
    expect(not other, f"something else was told: {dict(other)}")
    return {"silent": {name: [f"day {(moment - start) / DAY:.1f}" for moment in moments] for name, moments in told.items()},
            "recovered": {name: [f"day {(moment - start) / DAY:.1f}" for moment in moments] for name, moments in ended.items()}}


def judge_corpus(moment, truth):
    code, output, problems = at(moment, "show", "--all", "--json")
    expect(code == 0, f"show fails: {problems}")
    listed = [json.loads(line) for line in output.splitlines()]
    found = {document["url"]: document for document in listed}
    alive = set(testweb("urls").split())
    expect(len(found) == len(listed), "a document is there twice")
    expect(set(found) == alive, f"the corpus lacks {sorted(alive - set(found))[:5]} and has {sorted(set(found) - alive)[:5]} too many")
    for url in alive & set(found):
        # Each update of a page adds a paragraph that names it.
        updates = [day for day in truth.days if url in day["changed"]]
        if updates:
            expect("Aktualizacja" in found[url]["text"], f"{url} is not of its last change")
    check = at(moment, "db", "check")
    expect(check[0] == 0, f"the database is not sound: {check[1]}{check[2]}")
    verified = at(moment, "sinks", "verify", "out")
    expect(verified[0] == 0, f"the sink differs: {verified[1]}{verified[2]}")
    # What has ended as a document is there as a tombstone, and nothing else is.
    database = sqlite3.connect(f"file:{work}/potok.db?mode=ro", uri=True)
    states = database.execute("SELECT locator, gone_at FROM document WHERE is_url").fetchall()
    for locator, gone in states:
        dead = locator in truth.gone or locator in truth.moved
        expect((gone is not None) == dead, f"{locator} is {'a tombstone' if gone else 'there'}, and its page is {'gone' if dead else 'there'}")
    ends = collections.Counter(end for end, in database.execute("SELECT end FROM run"))
    database.close()
    return len(found), sum(gone is not None for _, gone in states), ends


def judge_growth(sizes, asked):
    """The file grows by what came in, and what is told of runs stays small."""
    sizes_of = subprocess.run(
        ["sqlite3", f"{work}/potok.db", "SELECT name, sum(pgsize) FROM dbstat GROUP BY name"], capture_output=True, text=True, check=True
    ).stdout.split()
    tables = {name: int(size) for name, size in (line.split("|") for line in sizes_of)}
    told = sum(size for name, size in tables.items() if name.split("_")[0] in ("run", "outcome", "sample", "arrival", "alarm", "delivery", "schedule"))
    database = sqlite3.connect(f"file:{work}/potok.db?mode=ro", uri=True)
    texts, = database.execute("SELECT (SELECT sum(length(CAST(text AS BLOB))) FROM document) + (SELECT sum(length(CAST(text AS BLOB))) FROM document_version)").fetchone()
    database.close()
    bodies = sum(size for name, size in tables.items() if name.startswith("body"))
    size = os.path.getsize(f"{work}/potok.db")
    events = sum(1 for request in asked if request.status != 304)
    expect(told <= 200 * runs + 400 * events, f"what is told of runs takes {told / 1e6:.1f} MB")
    expect(size <= 6 * texts + told + bodies + 2_000_000, f"the database has {size / 1e6:.1f} MB for {texts / 1e6:.1f} MB of texts")
    # Of each page the bytes of its last version are kept, no more.
    expect(bodies <= 20_000 * pages * 3, f"the bytes of pages take {bodies / 1e6:.1f} MB")
    third = len(sizes) // 3
    early, late = sizes[2 * third] - sizes[third], sizes[-1] - sizes[2 * third]
    expect(late <= 2 * early + 500_000, f"it grows faster and faster: {early / 1e6:.1f} MB in the second ten days, {late / 1e6:.1f} MB in the last")
    return size, texts, told, bodies


sorted_hosts = []


def main():
    testweb("start", "--hosts", hosts, "--pages", pages, "--min-kb", 4, "--max-kb", 10, "--net", net, "--http-port", port, "--no-tls", "--t0", "2026-09-01", "--access-log", "on")
    taken, sizes = [], []
    try:
        sorted_hosts[:] = sorted({"/".join(url.split("/")[:3]) for url in testweb("urls").split()})
        sources = [
            {"name": f"host{number}", "type": "feed", "urls": [f"{base}/feed.xml"], "poll": "30 min", "longestPoll": "6 h",
             "schedule": {"silentAfter": f"{SILENT_AFTER} d"}}
            for number, base in enumerate(sorted_hosts)
        ]
        sources.append({"name": "all", "type": "sitemap", "urls": [f"{base}/sitemap.xml" for base in sorted_hosts], "poll": "30 min", "longestPoll": "30 min",
                        "schedule": {"every": "6 h", "jitter": "0 s", "quiet": ["02:00-05:00"]}})
        with open(f"{work}/pipeline.json", "w", encoding="utf-8") as file:
            json.dump({"version": 1, "database": "potok.db", "sources": sources, "sinks": [{"name": "out", "type": "ndjson", "folder": "out"}],
                       "fetch": {"delay": "0 s", "longestCrawlDelay": "0 s", "revisit": "6 h", "longestRevisit": "2 d", "allowAddresses": ["127.0.0.0/8"]}}, file)
        day = 0

        def run(moment, kill_after=None):
            one = Run(moment)
            one.code, one.output, one.problems = at(moment, "run", "--json", kill_after=kill_after)
            if one.code is not None:
                expect(one.code in (0, 3), f"the run at day {(moment - start) / DAY:.1f} exits with {one.code}: {one.problems[-500:]}")
            taken.append(one)

        for number in range(runs):
            moment, is_first = start + number * step, False
            while day < min(days - 1, (moment - start) // DAY):
                day += 1
                time.sleep(1.1)  # the access log is written with up to a second's delay
                testweb("tick", "--day", day, "--changed", 0.03, "--new", 0.02, "--gone", 0.005, "--move", 0.005,
                        "--fail-hosts", 1 if day % 7 == 3 else 0, "--silent-feeds", 1 if SILENT_FROM <= day < SILENT_TO else 0)
                sizes.append(os.path.getsize(f"{work}/potok.db"))
                is_first = True
                print(f"day {day:2}  {len(taken)} runs, {sum(run.is_killed for run in taken)} killed, {sizes[-1] / 1e6:.1f} MB", file=sys.stderr, flush=True)
            run(moment, generator.uniform(0.02, 0.15) if generator.random() < (0.5 if is_first else 0.05) else None)
        planned = len(taken)
        # What the last days brought is looked at, and what has gone is seen twice.
        for later in range(1, 25):
            run(start + days * DAY + later * 6 * HOUR)
        moment = taken[-1].moment + step
        time.sleep(1.2)
        truth = Truth(day)
        asked = list(requests_of(taken))
        documents, tombstones, ends = judge_corpus(moment, truth)
        told = judge_due_times([request for request in asked if request.moment < start + days * DAY], truth, start + days * DAY - 1,
                               [run.moment for run in taken if run.is_killed])
        judge_requests(asked, truth, taken)
        alarms = judge_alarms(taken, truth)
        size, texts, books, bodies = judge_growth(sizes, asked)
        kills = sum(run.is_killed for run in taken)
        # A run may be killed before it begins, and after it has ended, while it delivers.
        expect(len(taken) - kills <= ends["finished"] <= len(taken), f"{ends['finished']} runs are in the database as finished, {len(taken) - kills} were")
        expect(ends["interrupted"] <= kills and sum(ends.values()) == ends["finished"] + ends["interrupted"] <= len(taken),
               f"runs ended as {dict(ends)}, {kills} were killed")
        per_day = collections.Counter((request.host, request.moment // DAY) for request in asked if request.moment < start + days * DAY)
        median = lambda values: sorted(values)[len(values) // 2] / HOUR if values else 0
        print(f"runs          {planned} over {days} days, {kills} killed ({ends['interrupted']} of them at work), exit codes "
              f"{dict(sorted(collections.Counter(run.code for run in taken if not run.is_killed).items()))}")
        print(f"corpus        {documents} documents as the web shows them, in the sink too; {tombstones} tombstones, exactly the pages that went or moved")
        print(f"requests      {sum(per_day.values())}, {sum(per_day.values()) / len(per_day):.0f} a host and day, {max(per_day.values())} at most; "
              f"{dict(sorted(collections.Counter(request.status for request in asked).items()))}")
        print(f"due times     pages every {median(told['pages']):.1f} h, feeds every {median(told['feeds']):.1f} h in the median; none early, none late")
        print(f"alarms        {alarms}")
        print(f"database      {size / 1e6:.1f} MB for {texts / 1e6:.1f} MB of texts and versions; of pages {bodies / 1e6:.1f} MB, of runs {books / 1e6:.2f} MB; "
              f"{', '.join(f'{value / 1e6:.1f}' for value in sizes[::6])} MB every six days")
    finally:
        testweb("stop")
    if failures:
        sys.exit(f"{len(failures)} things are wrong; see {work}")
    shutil.rmtree(work, ignore_errors=True)


main()
