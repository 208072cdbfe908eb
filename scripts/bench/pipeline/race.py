"""Races potok with the two peer pipelines on one test web; prints CPU seconds per 1,000 pages and ratios.

usage: race.py POTOK PAGES ROUNDS"""
import json, os, resource, shutil, statistics, subprocess, sys, tempfile, time

potok, pages, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
shared = os.environ.get("POTOK_SHARED") or os.path.join(os.path.dirname(__file__), "../../../../shared")
testweb, peers = os.path.join(shared, "testweb/testweb.py"), os.path.join(shared, "peers")
folder = tempfile.mkdtemp(prefix="potok-race-")
web = os.path.join(folder, "web")


def measure(command):
    """Runs a command to its end: CPU seconds (user and system, children included), seconds, peak RSS in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}:\n{output[-2000:]}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024, output


def potok_command(work, urls):
    with open(os.path.join(work, "pipeline.json"), "w") as file:
        json.dump({
            "version": 1, "database": "corpus.db",
            "sources": [{"name": "web", "type": "urls", "lists": [urls]}],
            "fetch": {"delay": "0s", "longestCrawlDelay": "0s", "parallel": 50, "allowAddresses": ["127.0.0.0/8"]},
        }, file)
    return [potok, "run", "--json", "-c", os.path.join(work, "pipeline.json")]


programs = {
    "potok": potok_command,
    "fast (pycurl, resiliparse, gaoya, tantivy)":
        lambda work, urls: [sys.executable, os.path.join(peers, "fast_pipeline.py"), urls, work],
    "peer (Scrapy, trafilatura, rensa, tantivy)":
        lambda work, urls: [sys.executable, os.path.join(peers, "peer_pipeline.py"), urls, work],
}

try:
    subprocess.run(
        [sys.executable, testweb, "start", "--dir", web, "--hosts", "200", "--pages", str(pages), "--gzip", "static",
         "--no-tls", "--access-log", "off", "--http-port", "18080", "--net", "100"],
        check=True, stdout=subprocess.DEVNULL)
    urls = os.path.join(folder, "urls.txt")
    with open(urls, "w") as file:
        subprocess.run([sys.executable, testweb, "urls", "--dir", web, "--shuffle"], check=True, stdout=file)
    figures = {name: [] for name in programs}
    for turn in range(rounds):
        for name, command in programs.items():
            work = os.path.join(folder, f"work-{turn}-{name.split()[0]}")
            os.makedirs(work)
            cpu, seconds, memory, output = measure(command(work, urls))
            if name == "potok":
                report = json.loads(output.splitlines()[-1])
                if report["inputs"] != pages or any(o["kind"] not in ("indexed", "duplicate") for o in report["outcomes"]):
                    sys.exit(f"potok did not index every page: {output}")
            figures[name].append((cpu / pages * 1000, seconds, memory))
            shutil.rmtree(work)
            print(f"round {turn + 1}  {name:45} {cpu / pages * 1000:7.2f} CPU s per 1,000 pages", file=sys.stderr)
    ours = statistics.median(cpu for cpu, _, _ in figures["potok"])
    print(f"{pages} pages, 200 hosts, HTTP/1.1, gzip; medians of {rounds}")
    print(f"{'':45} CPU s per 1,000   potok / it   wall s   peak MB")
    for name, rows in figures.items():
        cpu, seconds, memory = (statistics.median(column) for column in zip(*rows))
        print(f"{name:45} {cpu:15.2f}   {ours / cpu:10.3f}   {seconds:6.1f}   {memory:7.0f}")
    peer = statistics.median(cpu for cpu, _, _ in figures["peer (Scrapy, trafilatura, rensa, tantivy)"])
    if ours > peer / 5:
        sys.exit(f"falls short: {ours / peer:.3f} of the Scrapy pipeline, wanted at most 0.2")
finally:
    subprocess.run([sys.executable, testweb, "stop", "--dir", web], stdout=subprocess.DEVNULL)
    shutil.rmtree(folder, ignore_errors=True)
