"""CPU of `potok duplicates` for the last texts (10,000) of a stream, when the others are stored.
usage: stage.py PROGRAM TEXTS.ndjson [MEASURED]"""
import glob
import os
import subprocess
import sys
import time

program, source = os.path.abspath(sys.argv[1]), sys.argv[2]
measured = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000


def cpu(process):
    """Seconds of CPU of all threads, to the nanosecond."""
    total = 0
    for path in glob.glob(f"/proc/{process.pid}/task/*/schedstat"):
        try:
            with open(path) as file:
                total += int(file.read().split()[0])
        except OSError:
            pass
    return total / 1e9


def settled(process):
    """The CPU of the process when it has read everything and waits for more."""
    before, quiet = -1, 0
    while quiet < 4:
        time.sleep(0.25)
        now = cpu(process)
        quiet = quiet + 1 if now == before else 0
        before = now
        if process.poll() is not None:
            sys.exit(f"the program ended with {process.returncode}")
    return before


def feed(process, lines):
    for line in lines:
        process.stdin.write(line)
    process.stdin.flush()


def main():
    with open(source, "rb") as file:
        count = sum(1 for _ in file)
    with open(source, "rb") as file:
        process = subprocess.Popen([program, "duplicates"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=os.path.dirname(source))
        stored = count - measured
        feed(process, (file.readline() for _ in range(stored)))
        prefill = settled(process)
        feed(process, (file.readline() for _ in range(measured)))
        stage = settled(process) - prefill
        process.stdin.close()
        links = sum(1 for _ in process.stdout)
        process.wait()
    # Reading lines, JSON and sketching are part of it: what the filter does for a text from the pipe to its tables.
    print(f"stage: potok {measured / stage:.0f} documents/s of CPU for {measured} more at {stored} stored ({stage:.2f} s), "
          f"{stored / prefill:.0f} on the way there; {links} links")


main()
