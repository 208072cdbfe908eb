"""CPU seconds per 1,000 pages of our fetcher, as a ratio to `curl --parallel` decoding the same pages.

    scripts/dev bench fetch [--pages N] [--hosts N] [--rounds N]

Both clients run in turn on the same machine,
over HTTP/1.1 and over HTTPS with the system's bundle of certificates; the median of the rounds counts.
Exit status 1 when a mark is missed.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile

BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
MARKS = {"http": 0.6, "https": 0.2}
# Over HTTP what counts is the page: each is fetched several times, so that starting up does not. Over HTTPS what counts is
# the connection: a third of the pages, once each, is what a scheduled run asks of a host.
REPEATS, SHARE = {"http": 4, "https": 1}, {"http": 1, "https": 3}
PEAK_MEGABYTES = 40


def measure(command):
    """Runs a command: its output, its CPU seconds and its peak RSS in MB."""
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        output.seek(0)
        return output.read().decode(), status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("testweb")
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parallel", type=int, default=100)
    arguments = parser.parse_args()
    testweb = [sys.executable, os.path.join(arguments.testweb, "testweb.py")]
    missed = False
    with tempfile.TemporaryDirectory(prefix="potok-fetch-benchmark-") as folder:
        os.chmod(folder, 0o755)
        web = os.path.join(folder, "web")
        place = ["--http-port", "18480", "--tls-port", "18843", "--net", "60"]
        size = ["--hosts", str(arguments.hosts), "--pages", str(arguments.pages)]
        subprocess.run(testweb + ["start", "--dir", web] + size + place, check=True, stdout=subprocess.DEVNULL)
        try:
            bundle = os.path.join(folder, "bundle.pem")
            with open(bundle, "wb") as file:
                for part in (BUNDLE, os.path.join(web, "ca.pem")):
                    file.write(open(part, "rb").read())
            for scheme in ("http", "https"):
                repeats, count = REPEATS[scheme], str(arguments.pages // SHARE[scheme])
                urls = subprocess.run(
                    testweb + ["urls", "--dir", web, "--n", count, "--shuffle", "--scheme", scheme],
                    check=True, capture_output=True, text=True).stdout.split()
                listing, configuration = os.path.join(folder, "urls"), os.path.join(folder, "curl")
                open(listing, "w").write("\n".join(urls) + "\n")
                with open(configuration, "w") as file:
                    file.writelines(f'url = "{url}"\noutput = "/dev/null"\n' for url in urls * repeats)
                ours = [arguments.program, listing, "--parallel", str(arguments.parallel), "--ca-file", bundle,
                        "--repeat", str(repeats)]
                curl = ["curl", "--silent", "--compressed", "--parallel", "--no-progress-meter", "--parallel-max", str(arguments.parallel),
                        "--no-progress-meter", "--cacert", bundle, "--config", configuration]
                costs = {"ours": [], "curl": []}
                for _ in range(arguments.rounds):
                    text, status, seconds, peak = measure(ours)
                    report = json.loads(text)
                    if status or report["failures"] or report["pages"] != len(urls) * repeats:
                        sys.exit(f"our run failed: {report}")
                    costs["ours"].append(seconds)
                    _, status, seconds, _ = measure(curl)
                    if status:
                        sys.exit(f"curl failed with status {status}")
                    costs["curl"].append(seconds)
                per = {name: statistics.median(values) * 1000 / report["pages"] for name, values in costs.items()}
                ratio = per["ours"] / per["curl"]
                missed |= ratio > MARKS[scheme] or peak > PEAK_MEGABYTES
                print(f"{scheme:5}  {report['pages']} pages of {report['bytes'] / report['pages'] / 1000:.0f} kB  "
                      f"ours {per['ours']:.3f}  curl {per['curl']:.3f} CPU s per 1,000 pages  "
                      f"ratio {ratio:.2f} (mark {MARKS[scheme]})  peak RSS {peak:.0f} MB (mark {PEAK_MEGABYTES})  "
                      f"{report['wallSeconds']:.1f} s")
        finally:
            subprocess.run(testweb + ["stop", "--dir", web], stdout=subprocess.DEVNULL)
    sys.exit(1 if missed else 0)


main()
