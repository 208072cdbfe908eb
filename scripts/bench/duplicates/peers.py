"""CPU of gaoya and rensa for the last 10,000 texts of a stream, when the others are in their indexes: runs of five words, 14 bands of 8.
usage: peers.py TEXTS.ndjson RATE        RATE: documents/s of potok"""
import itertools
import json
import re
import sys
import time

from gaoya.minhash import MinHashStringIndex
from rensa import RMinHash, RMinHashLSH

source, rate = sys.argv[1], float(sys.argv[2])
measured = 10_000
with open(source, encoding="utf-8") as file:
    count = sum(1 for _ in file)


class Gaoya:
    def __init__(self):
        self.index = MinHashStringIndex(hash_size=32, jaccard_threshold=0.7, num_bands=14, band_size=8, analyzer="word",
                                        lowercase=True, ngram_range=(5, 5))

    def add(self, number, text):
        found = self.index.query(text)
        self.index.insert_document(number, text)
        return bool(found)


class Rensa:
    def __init__(self):
        self.index = RMinHashLSH(threshold=0.7, num_perm=112, num_bands=14)

    def add(self, number, text):
        words = re.findall(r"\w+", text.lower())
        signature = RMinHash(num_perm=112, seed=7)
        signature.update([" ".join(words[start:start + 5]) for start in range(max(1, len(words) - 4))])
        found = self.index.query(signature)
        self.index.insert(number, signature)
        return bool(found)


for name, peer in (("gaoya", Gaoya()), ("rensa", Rensa())):
    linked = 0
    with open(source, encoding="utf-8") as file:
        texts = ((number, json.loads(line)["text"]) for number, line in enumerate(file))
        start = time.process_time()
        for number, text in itertools.islice(texts, count - measured):
            linked += peer.add(number, text)
        middle = time.process_time()
        for number, text in texts:
            linked += peer.add(number, text)
        end = time.process_time()
    found = measured / (end - middle)
    print(f"stage: {name} {found:.0f} documents/s of CPU (potok × {rate / found:.2f}), {(count - measured) / (middle - start):.0f} "
          f"on the way there, in memory only, nothing verified; {linked} of {count} have candidates", flush=True)
    del peer
