"""Documents a second to PostgreSQL and Typesense, by `potok deliver` and by a bare bulk client: race.py POTOK DOCUMENTS ROUNDS.

The bare clients are the fastest ways known: COPY into an empty table, and JSONL imports over one connection. They have the documents in
memory, send batches as large as potok's, check nothing but that all were taken, and keep no books.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.parse

import psycopg

FLOOR = 0.7
BATCH = 500


def write_documents(path, count):
    """Texts of 1,000 to 4,000 letters, with words as often as in a language."""
    source = random.Random(1)
    letters = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
    words = ["".join(source.choices(letters, k=source.randint(2, 10))) for _ in range(30_000)]
    weights = [1 / (place + 1) for place in range(len(words))]
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            text = source.choices(words, weights=weights, k=source.randint(200, 800))
            paragraphs = "\n\n".join(" ".join(text[start : start + 60]) + "." for start in range(0, len(text), 60))
            record = {"url": f"https://example.test/{number}", "title": " ".join(source.choices(words, k=6)), "text": paragraphs,
                      "language": "pl", "date": "2026-01-02", "author": ["A. Writer"]}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def potok(program, folder, arguments, sinks):
    """Runs a command; returns seconds and CPU seconds of the program."""
    configuration = {"version": 1, "database": "potok.db", "sources": [{"name": "texts", "type": "ndjson", "paths": ["texts.ndjson"]}],
                     "sinks": sinks}
    with open(os.path.join(folder, "pipeline.json"), "w", encoding="utf-8") as file:
        json.dump(configuration, file)
    begin = time.monotonic()
    process = subprocess.Popen([program, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"potok {' '.join(arguments)} ended with {process.returncode}:\n{output}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime


class PostgreSQL:
    """Both ways to the database."""

    name = "PostgreSQL"

    def __init__(self):
        self.place = {"host": os.environ["POTOK_TEST_POSTGRESQL"], "port": int(os.environ["POTOK_TEST_POSTGRESQL_PORT"])}
        self.connection = psycopg.connect(**self.place, user="potok", dbname="potok", autocommit=True)
        self.columns = self.rows = None

    def sink(self, name, parallel):
        return {"name": name, "type": "postgresql", **self.place, "database": "potok", "user": "potok", "table": name,
                "batchDocuments": BATCH, "parallel": parallel}

    def count(self, name):
        return self.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]

    def learn(self, name):
        """Takes the documents out of a table that potok has filled."""
        found = self.connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = '' ORDER BY attnum", [name])
        self.columns = ", ".join(f'"{row[0]}"' for row in found)
        self.connection.execute("SET TimeZone TO 'UTC'")
        texts = ", ".join(f"{column}::text" for column in self.columns.split(", "))
        self.rows = self.connection.execute(f"SELECT {texts} FROM {name}").fetchall()

    def bare(self, like):
        self.connection.execute("DROP TABLE IF EXISTS bare")
        self.connection.execute(f"CREATE TABLE bare (LIKE {like} INCLUDING ALL)")
        cursor = self.connection.cursor()
        for start in range(0, len(self.rows), BATCH):
            with cursor.copy(f"COPY bare ({self.columns}) FROM STDIN") as copy:
                for row in self.rows[start : start + BATCH]:
                    copy.write_row(row)

    def remove(self, name):
        self.connection.execute(f"DROP TABLE {name}, {name}_deleted")


class Typesense:
    """Both ways to the search server."""

    name = "Typesense"

    def __init__(self):
        self.url = os.environ["POTOK_TEST_TYPESENSE"]
        address = urllib.parse.urlparse(self.url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        self.documents = self.fields = None

    def ask(self, method, path, body=None):
        self.connection.request(method, path, body, {"X-TYPESENSE-API-KEY": os.environ["POTOK_TEST_TYPESENSE_KEY"]})
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            sys.exit(f"Typesense: {answer.status} {content[:300]!r}")
        return content

    def sink(self, name, parallel):
        return {"name": name, "type": "typesense", "url": self.url, "auth": {"apiKey": {"env": "POTOK_TEST_TYPESENSE_KEY"}},
                "collection": name, "batchDocuments": BATCH, "parallel": parallel}

    def count(self, name):
        return json.loads(self.ask("GET", f"/collections/{name}"))["num_documents"]

    def learn(self, name):
        self.documents = [json.loads(line) for line in self.ask("GET", f"/collections/{name}/documents/export").splitlines()]
        self.fields = json.loads(self.ask("GET", f"/collections/{name}"))["fields"]

    def bare(self, like):
        self.ask("POST", "/collections", json.dumps({"name": "bare", "fields": self.fields}))
        for start in range(0, len(self.documents), BATCH):
            batch = self.documents[start : start + BATCH]
            lines = "\n".join(json.dumps(document, ensure_ascii=False) for document in batch)
            answer = self.ask("POST", "/collections/bare/documents/import?action=create", lines.encode())
            if answer.count(b'"success":true') != len(batch):
                sys.exit(f"Typesense refused something: {answer[:300]!r}")

    def remove(self, name):
        self.ask("DELETE", f"/collections/{json.loads(self.ask('GET', f'/collections/{name}'))['name']}")
        if name != "bare":
            self.ask("DELETE", f"/aliases/{name}")


def main():
    program, count, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    worst = None
    with tempfile.TemporaryDirectory(prefix="potok-deliver-") as folder:
        write_documents(os.path.join(folder, "texts.ndjson"), count)
        potok(program, folder, ["run"], [])
        for target in (PostgreSQL(), Typesense()):
            best = {}
            for round in range(rounds):
                for parallel in (1, 4):
                    name = f"round{round}_{parallel}"
                    seconds, cpu = potok(program, folder, ["deliver"], [target.sink(name, parallel)])
                    if target.count(name) != count:
                        sys.exit(f"{target.name} holds {target.count(name)} documents and not {count}")
                    best[parallel] = min(best.get(parallel, (seconds, cpu)), (seconds, cpu))
                    if (target.rows if isinstance(target, PostgreSQL) else target.documents) is None:
                        target.learn(name)
                    if parallel == 4:
                        begin, before = time.monotonic(), time.process_time()
                        target.bare(name)
                        seconds, cpu = time.monotonic() - begin, time.process_time() - before
                        if target.count("bare") != count:
                            sys.exit(f"the bare client left {target.count('bare')} documents and not {count}")
                        best["bare"] = min(best.get("bare", (seconds, cpu)), (seconds, cpu))
                        if isinstance(target, Typesense):
                            target.remove("bare")
                    target.remove(name)
            bare = best["bare"][0]
            for way, (seconds, cpu) in best.items():
                label = "a bare client" if way == "bare" else f"potok, at most {way} batch{'es' if way > 1 else ''} at once"
                print(f"{target.name}: {label}: {count / seconds:8.0f} documents/s, {cpu:5.2f} CPU s of the client, "
                      f"ratio {bare / seconds:.2f}", flush=True)
            # The same footing: one batch at a time.
            ratio = bare / best[1][0]
            worst = ratio if worst is None else min(worst, ratio)
    print(f"ratio {worst:.2f} (must be at least {FLOOR})")
    sys.exit(0 if worst >= FLOOR else 1)


main()
