"""Makes documents and queries of the Polish set.
usage: texts.py DOCS.ndjson.gz COUNT TEXTS QUERIES"""
import collections
import gzip
import json
import random
import re
import sys

source, count, texts, queries = sys.argv[1:]
random.seed(7)
words = []
with gzip.open(source, "rt", encoding="utf-8") as lines:
    for line in lines:
        words += re.findall(r"[^\W_]+", json.loads(line)["text"])
frequency = collections.Counter()
with open(texts, "w", encoding="utf-8") as output:
    for _ in range(int(count)):
        start = random.randrange(len(words) - 400)
        document = words[start:start + random.randrange(60, 400)]
        frequency.update(set(document))
        output.write(" ".join(document) + "\n")
# Words as people ask for them: from the common to the rare, none of them in nearly every document.
known = [word for word, documents in frequency.most_common(20000) if len(word) > 3 and documents < int(count) / 3]
with open(queries, "w", encoding="utf-8") as output:
    for _ in range(200):
        output.write(f"one\t{random.choice(known[:2000])}\n")
        output.write(f"any\t{' '.join(random.sample(known[:5000], 3))}\n")
        start = random.randrange(len(words) - 10)
        output.write(f"all\t{' '.join(words[start:start + 3])}\n")
        output.write(f"phrase\t{' '.join(words[start:start + 3])}\n")
