"""A run of the real program over the hostile web: hostile.py POTOK SHARED [--keep FOLDER]

Every case of the area `fetch` is fetched by `potok run` from a pipeline.json; what came of it is read from what the program prints,
and judged by the web's own judge. The canary must not be hit, and the process must never grow by 40 MB or more over what it took
before its first request; `limits.memory` is 8 MiB.

Hosts that ask to be left alone are left alone, so each such case has a run of its own; all others are one run. What cannot be seen
from outside (the bytes decoded for one page, Crawl-delay, the validator kept after a 304) is judged by the tests inside."""

import argparse
import calendar
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

LIMIT = 40 * 1_000_000
# What bounds the endless bodies, which would take `fetch.maxBody` each otherwise: the largest of them and little else.
MEMORY = "8 MiB"
NOTICE = re.compile(r"^(error|warning|note): \[(\S+)\] (\S+): (.*?)(?: \[([\w.-]+)\])?$")
NEXT = re.compile(r"(?:next try|left alone until) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)")
STEP = re.compile(r"^redirect    \S+ -> (\S+) \(HTTP (\d+),")


def spelled(url):
    """The address as a URL spells it: letters beyond ASCII as bytes in percent form."""
    return "".join(c if c.isascii() else urllib.parse.quote(c) for c in url)


def instant(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))


class Web:
    """The hostile web, on addresses of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        net = f"127.{random.Random(os.getpid()).randint(64, 191)}"
        self.addresses = [f"{net}.1.0/24", f"{net}.2.0/24"]
        self.options = ["--ip", f"{net}.1.1", "--port", "18190", "--robots-net", f"{net}.2", "--canary", f"{net}.3.1", "--cport", "18199"]
        os.makedirs(folder)
        self.server = subprocess.Popen(
            [sys.executable, program, "start", "--dir", folder, "--foreground", "--slow", "0.2", "--bomb-mb", "256", *self.options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        while not os.path.exists(f"{folder}/hostile.pid"):
            if self.server.poll() is not None:
                sys.exit("hostile.py does not start")
            time.sleep(0.05)
        self.base = f"http://{net}.1.1:18190"
        with open(f"{folder}/manifest.json", encoding="utf-8") as file:
            self.cases = [case for case in json.load(file) if case["area"] == "fetch"]

    def stats(self):
        with urllib.request.urlopen(self.base + "/_stats") as answer:
            return json.load(answer)

    def stop(self):
        self.server.kill()
        self.server.wait()


class Process:
    """One `potok run`, watched while it runs."""

    def __init__(self, potok, folder):
        start = time.monotonic()
        with open(f"{folder}/out", "wb") as output, open(f"{folder}/err", "wb") as problems:
            process = subprocess.Popen([potok, "run", "--json"], cwd=folder, stdout=output, stderr=problems)
            self.start_bytes = self.watch(process.pid)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - start
        self.peak_bytes = usage.ru_maxrss * 1024
        if process.returncode not in (0, 3):
            with open(f"{folder}/err", encoding="utf-8") as file:
                sys.exit(f"potok run ended with {process.returncode}: {file.read()[-2000:]}")
        with open(f"{folder}/out", encoding="utf-8") as file:
            self.report = json.load(file)
        with open(f"{folder}/err", encoding="utf-8") as file:
            lines = file.read().splitlines()
        # What was last said of each address.
        self.notices = {m[3]: m for m in map(NOTICE.match, lines) if m}

    @staticmethod
    def watch(number):
        """The resident bytes just before the first socket was opened."""
        resident = 0
        while True:
            try:
                sockets = sum(os.readlink(f"/proc/{number}/fd/{fd}").startswith("socket:") for fd in os.listdir(f"/proc/{number}/fd"))
                if sockets:
                    return resident
                with open(f"/proc/{number}/status", encoding="utf-8") as file:
                    found = re.search(r"VmRSS:\s+(\d+) kB", file.read())
                if not found:
                    return resident
                resident = int(found[1]) * 1024
            except FileNotFoundError:
                # A descriptor or the process has gone meanwhile.
                if not os.path.exists(f"/proc/{number}/fd"):
                    return resident
            time.sleep(0.001)


class Place:
    """A folder with a pipeline and a database of its own."""

    def __init__(self, potok, folder, web, pages, robots=()):
        self.potok, self.folder = potok, folder
        os.makedirs(folder)
        fetch = {
            "parallel": 64, "delay": "0 s", "parallelPerHost": 64, "timeout": "4 s", "connectTimeout": "2 s",
            "longestCrawlDelay": "0 s", "revisit": "0 s", "longestRevisit": "0 s", "allowAddresses": web.addresses,
            "certificates": f"{web.folder}/ca.pem",
        }
        sources = []
        for name, urls, rules in (("pages", pages, "ignore"), ("robots", robots, "obey")):
            if not urls:
                continue
            with open(f"{folder}/{name}.txt", "w", encoding="utf-8") as file:
                file.write("\n".join(urls) + "\n")
            sources.append({"name": name, "type": "urls", "lists": [f"{name}.txt"], "fetch": {"robots": rules}})
        pipeline = {"version": 1, "database": "potok.db", "fetch": fetch, "limits": {"failOn": "100 %", "memory": MEMORY}, "sources": sources}
        with open(f"{folder}/pipeline.json", "w", encoding="utf-8") as file:
            json.dump(pipeline, file)

    def run(self):
        return Process(self.potok, self.folder)

    def command(self, *words):
        return subprocess.run([self.potok, *words], cwd=self.folder, capture_output=True, text=True, check=False)

    def result(self, url, process):
        """What came of an address, in the judge's words."""
        result = {"url": url, "seconds": process.seconds, "attempts": 1}
        notice = process.notices.get(spelled(url))
        if notice is None:
            shown = self.command("show", url)
            if shown.returncode != 0:
                return None
            document = json.loads(self.command("show", "--json", url).stdout)
            steps = [m for m in map(STEP.match, shown.stdout.splitlines()) if m]
            result |= {
                "outcome": "ok", "text": document["title"] + "\n" + document["text"],
                "final_url": steps[-1][1] if steps else url, "permanent": any(m[2] in ("301", "308") for m in steps),
                "revision": document["revision"],
            }
            return result
        message, code = notice[4], notice[5] or ""
        found = NEXT.search(message)
        wait = instant(found[1]) - time.time() if found else None
        if code == "deferred.429":
            result |= {"outcome": "retry", "delay_s": wait}
        elif code == "fetch.timeout":
            result["outcome"] = "timeout"
        elif code == "fetch.address-refused":
            result["outcome"] = "blocked"
        elif code.startswith("excluded."):
            names = {"excluded.empty": "empty", "excluded.size": "error", "excluded.not-found": "gone"}
            result["outcome"] = names.get(code, "rejected")
        elif notice[1] == "warning":
            result["outcome"] = "gone"
        # What somebody has to mend is tried again after a day, all else much earlier.
        elif wait is not None and wait < 3_600:
            result |= {"outcome": "retry", "scope": "url", "delay_s": max(wait, 1)}
        else:
            result["outcome"] = "error"
        return result


class Check:
    """All runs, and what came of them."""

    def __init__(self, potok, shared, folder):
        self.potok, self.shared, self.folder = potok, shared, folder
        self.web = Web(f"{shared}/testweb/hostile.py", f"{folder}/web")
        self.results, self.runs, self.problems = [], [], []

    def note(self, name, process):
        self.runs.append((name, process))

    def main_run(self, pages, robots):
        """All cases that do not make their host be left alone, in one run and, for some, a second one."""
        wanted = [url for case in robots for url in case["expect"].get("allowed", []) + case["expect"].get("disallowed", [])]
        place = Place(self.potok, f"{self.folder}/all", self.web, [case["url"] for case in pages], wanted)
        first = place.run()
        self.note(f"{len(pages)} pages and {len(wanted)} URLs of {len(robots)} robots.txt in one run", first)
        for case in pages:
            self.add(case, place.result(case["url"], first))
        for case in robots:
            closed = {u for u in wanted if (n := first.notices.get(spelled(u))) and re.match(r"excluded\.robots|fetch\.(?!http)|deferred\.429", n[5] or "")}
            mine = case["expect"].get("allowed", []) + case["expect"].get("disallowed", [])
            self.add(case, {"url": case["url"], "seconds": first.seconds, "allowed": [u for u in mine if u not in closed],
                            "disallowed": [u for u in mine if u in closed]})
        before = {case["url"]: place.result(case["url"], first) for case in pages if "second" in case["expect"]}
        second = place.run()
        self.note("the same again: what is known is asked for conditionally", second)
        for url, old in before.items():
            new = place.result(url, second)
            if new and old and new["outcome"] == "ok" and new["revision"] == old["revision"]:
                new["outcome"] = "not-modified"
            self.add(url, new)

    def host_case(self, number, case):
        """A case whose host asks to be left alone: the other page of the host must not be asked for."""
        other = f"{self.web.base}/delay?ms={number}"
        place = Place(self.potok, f"{self.folder}/host-{number}", self.web, [case["url"], other])
        with open(f"{place.folder}/pipeline.json", encoding="utf-8") as file:
            pipeline = json.load(file)
        pipeline["fetch"]["parallelPerHost"] = 1
        with open(f"{place.folder}/pipeline.json", "w", encoding="utf-8") as file:
            json.dump(pipeline, file)
        start = time.monotonic()
        process = place.run()
        result = place.result(case["url"], process)
        if result and result["outcome"] == "retry":
            # Left alone for long, the other page is deferred; for a short time, it comes at the end of it.
            deferred = sum(o["count"] for o in process.report["outcomes"] if o["kind"] == "deferred")
            waited = time.monotonic() - start >= min(case["expect"]["delay_s"][0], 2)
            result["scope"] = "host" if deferred == 2 or waited else "url"
            # The attempt itself: the run went on to wait for the host.
            result["seconds"] = 0.0 if deferred < 2 else process.seconds
            result["delay_s"] = self.delay(process, case["url"], start)
        return case, result, process

    @staticmethod
    def delay(process, url, start):
        """The wait that was told, counted from the beginning of the run."""
        found = NEXT.search(process.notices[spelled(url)][4])
        return instant(found[1]) - (time.time() - (time.monotonic() - start))

    def attempts_case(self, case):
        """A case that is right at the third try, each after the time that its host was left alone for."""
        place = Place(self.potok, f"{self.folder}/attempts", self.web, [case["url"]])
        for attempt in range(1, case["expect"]["attempts"] + 1):
            process = place.run()
            result = place.result(case["url"], process)
            if result is None or result["outcome"] != "retry" or attempt == case["expect"]["attempts"]:
                break
            time.sleep(max(0, result["delay_s"]) + 1)
        if result:
            result["attempts"] = attempt
        return case, result, process

    def short_case(self, number, case):
        """A case that must be over soon: its run is timed alone."""
        place = Place(self.potok, f"{self.folder}/short-{number}", self.web, [case["url"]])
        process = place.run()
        return case, place.result(case["url"], process), process

    def add(self, case, result):
        if result is None:
            self.problems.append(f"nothing is known of {case if isinstance(case, str) else case['url']}")
        else:
            self.results.append(result)

    def run(self):
        groups = {"robots": [], "host": [], "attempts": [], "short": [], "pages": []}
        for case in self.web.cases:
            expect = case["expect"]
            kind = (
                "robots" if case["group"] == "robots" else "host" if expect.get("scope") == "host"
                else "attempts" if "attempts" in expect else "short" if expect["max_s"] < 35 else "pages"
            )
            groups[kind].append(case)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            waiting = [pool.submit(self.attempts_case, case) for case in groups["attempts"]]
            self.main_run(groups["pages"], groups["robots"])
            waiting += [pool.submit(self.short_case, n, case) for n, case in enumerate(groups["short"])]
            waiting += [pool.submit(self.host_case, n, case) for n, case in enumerate(groups["host"])]
            alone = [done.result() for done in waiting]
        for case, result, process in alone:
            self.add(case, result)
            self.note(case["path"], process)

    def judge(self):
        with open(f"{self.folder}/results.ndjson", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(result) + "\n" for result in self.results)
        with open(f"{self.folder}/stats.json", "w", encoding="utf-8") as file:
            json.dump(self.web.stats(), file)
        # --lenient leaves out what is not reported, and only that.
        judged = subprocess.run(
            [sys.executable, f"{self.shared}/testweb/judge.py", f"{self.web.folder}/manifest.json", f"{self.folder}/results.ndjson",
             "--area", "fetch", "--stats", f"{self.folder}/stats.json", "--lenient"],
            capture_output=True, text=True, check=False,
        )
        print(judged.stdout + judged.stderr, end="")
        return judged.returncode == 0

    def memory(self):
        """Prints what the runs took: the two of all cases, and the worst of those of one case."""
        def line(name, process):
            growth = process.peak_bytes - process.start_bytes
            print(f"  {name:<70} {process.start_bytes / 1e6:7.1f} {process.peak_bytes / 1e6:7.1f} {growth / 1e6:7.1f} {process.seconds:7.1f}")
            return growth

        print(f"\n  {'MB resident: before the first request, at the peak, growth; seconds':<70} {'start':>7} {'peak':>7} {'growth':>7} {'s':>7}")
        growths = [line(name, process) for name, process in self.runs[:2]]
        name, worst = max(self.runs[2:], key=lambda run: run[1].peak_bytes - run[1].start_bytes)
        growths.append(line(f"worst of {len(self.runs) - 2} runs of one case: {name}", worst))
        is_right = max(growths) < LIMIT
        print(f"  the largest growth is {max(growths) / 1e6:.1f} MB, {'' if is_right else 'NOT '}below {LIMIT / 1e6:.0f} MB")
        return is_right


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("potok")
    parser.add_argument("shared")
    parser.add_argument("--keep", help="a new folder that is kept")
    arguments = parser.parse_args()
    folder = arguments.keep or tempfile.mkdtemp(prefix="potok-hostile-")
    os.makedirs(folder, exist_ok=True)
    check = Check(os.path.abspath(arguments.potok), arguments.shared, os.path.abspath(folder))
    try:
        check.run()
        is_right = check.judge()
        for problem in check.problems:
            print(f"  {problem}")
        is_right = check.memory() and is_right and not check.problems
    finally:
        check.web.stop()
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    main()
