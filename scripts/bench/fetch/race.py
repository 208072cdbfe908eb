"""CPU seconds per 1,000 pages of our fetcher, as a ratio to `curl --parallel` decoding the same pages.

    scripts/dev bench fetch [--pages N] [--hosts N] [--rounds N]

Both fetch the same pages, in turn, over HTTP/1.1 and over HTTPS with the system's bundle of certificates; medians of the
rounds are compared, and their ranges printed. Then the fetcher alone meets hostile bodies, and prints how long one of them
has held its network thread. Exit status 1 when a mark is missed.

The workload is one for both protocols: 5,000 pages on 200 hosts, each fetched once. It is the size at which the pages of the
test web have the mean of 56 kB that the marks were set for, and 25 pages of a host are what a scheduled run of a news site
asks it for. Starting up counts, and over HTTPS so do the 200 handshakes, for both: a scheduled run pays for them too.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile

from hostile_bodies import HostileBodies

BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
MARKS = {"http": 0.6, "https": 0.2}
PEAK_MEGABYTES = 40
HOLD_MILLISECONDS = 10
NET, HTTP_PORT, TLS_PORT = 60, 18480, 18843


def measure(command):
    """Runs a command: its output, its CPU seconds and its peak RSS in MB."""
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        output.seek(0)
        return output.read().decode(), status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def race(scheme, urls, arguments, folder, bundle):
    """Both clients in turn; whether the marks were kept."""
    listing, configuration = os.path.join(folder, "urls"), os.path.join(folder, "curl")
    with open(listing, "w") as file:
        file.writelines(f"{url}\n" for url in urls)
    with open(configuration, "w") as file:
        file.writelines(f'url = "{url}"\noutput = "/dev/null"\n' for url in urls)
    ours = [arguments.program, listing, "--parallel", str(arguments.parallel), "--ca-file", bundle]
    curl = ["curl", "--silent", "--compressed", "--parallel", "--no-progress-meter", "--parallel-max",
            str(arguments.parallel), "--cacert", bundle, "--config", configuration]
    costs, peak, report = {"ours": [], "curl": []}, 0, {}
    for _ in range(arguments.rounds):
        text, status, seconds, megabytes = measure(ours)
        report = json.loads(text)
        if status or report["failures"] or report["pages"] != len(urls):
            sys.exit(f"our run failed: {report}")
        costs["ours"].append(seconds * 1000 / len(urls))
        peak = max(peak, megabytes)
        _, status, seconds, _ = measure(curl)
        if status:
            sys.exit(f"curl failed with status {status}")
        costs["curl"].append(seconds * 1000 / len(urls))
    ratio = statistics.median(costs["ours"]) / statistics.median(costs["curl"])
    words = [f"{name} {statistics.median(values):.3f} ({min(values):.3f}-{max(values):.3f})" for name, values in costs.items()]
    ratios = [ours / curl for ours, curl in zip(costs["ours"], costs["curl"])]
    print(f"{scheme:5}  {len(urls)} pages of {report['bytes'] / len(urls) / 1000:.0f} kB, {arguments.rounds} rounds  "
          f"{'  '.join(words)} CPU s per 1,000 pages  ratio {ratio:.2f} ({min(ratios):.2f}-{max(ratios):.2f}, "
          f"mark {MARKS[scheme]})  peak RSS {peak:.1f} MB (mark {PEAK_MEGABYTES})", flush=True)
    return ratio <= MARKS[scheme] and peak <= PEAK_MEGABYTES


def hold(arguments, folder, web, bundle):
    """The fetcher alone with hostile bodies; whether the mark was kept."""
    bodies = HostileBodies(NET, HTTP_PORT + 1, TLS_PORT + 1, os.path.join(web, "tls"))
    listing = os.path.join(folder, "hostile")
    with open(listing, "w") as file:
        file.writelines(f"{url}?{number}\n" for number in range(3) for url in bodies.urls)
    text, status, _, _ = measure([arguments.program, listing, "--ca-file", bundle, "--hostile", "yes"])
    bodies.stop()
    report = json.loads(text)
    if status or report["pages"] == 0:
        sys.exit(f"the run with hostile bodies failed: {report}")
    print(f"holds  {report['pages']} hostile bodies taken, {report['failures']} refused, {report['events']} events  "
          f"longest with a body {report['bodyHoldMilliseconds']:.2f} ms of the thread's CPU time (mark {HOLD_MILLISECONDS}), "
          f"of any kind {report['holdMilliseconds']:.1f} ms, reading the bundle {report['firstHoldMilliseconds']:.1f} ms")
    return report["bodyHoldMilliseconds"] <= HOLD_MILLISECONDS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("testweb")
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--parallel", type=int, default=100)
    arguments = parser.parse_args()
    testweb = [sys.executable, os.path.join(arguments.testweb, "testweb.py")]
    with tempfile.TemporaryDirectory(prefix="potok-fetch-benchmark-") as folder:
        os.chmod(folder, 0o755)
        web = os.path.join(folder, "web")
        place = ["--http-port", str(HTTP_PORT), "--tls-port", str(TLS_PORT), "--net", str(NET)]
        size = ["--hosts", str(arguments.hosts), "--pages", str(arguments.pages)]
        subprocess.run(testweb + ["start", "--dir", web] + size + place, check=True, stdout=subprocess.DEVNULL)
        try:
            bundle = os.path.join(folder, "bundle.pem")
            with open(bundle, "wb") as file:
                for part in (BUNDLE, os.path.join(web, "ca.pem")):
                    with open(part, "rb") as certificates:
                        file.write(certificates.read())
            kept = []
            for scheme in MARKS:
                command = ["urls", "--dir", web, "--n", str(arguments.pages), "--shuffle", "--scheme", scheme]
                urls = subprocess.run(testweb + command, check=True, capture_output=True, text=True).stdout.split()
                kept.append(race(scheme, urls, arguments, folder, bundle))
            kept.append(hold(arguments, folder, web, bundle))
        finally:
            subprocess.run(testweb + ["stop", "--dir", web], stdout=subprocess.DEVNULL)
    sys.exit(0 if all(kept) else 1)


main()
