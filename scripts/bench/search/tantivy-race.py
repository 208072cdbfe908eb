"""The same texts and queries in tantivy, with folding alone and one thread.
usage: tantivy-race.py TEXTS QUERIES FOLDER"""
import collections
import os
import sys
import time

import tantivy

texts, queries, folder = sys.argv[1:]
schema = tantivy.SchemaBuilder().add_text_field("text", stored=False, tokenizer_name="default").build()
os.makedirs(folder, exist_ok=True)
index = tantivy.Index(schema, path=folder)
start = time.process_time()
writer = index.writer(heap_size=100_000_000, num_threads=1)
with open(texts, encoding="utf-8") as lines:
    for line in lines:
        writer.add_document(tantivy.Document(text=line))
writer.commit()
writer.wait_merging_threads()
print(f"index: tantivy {time.process_time() - start:.2f} s CPU")
index.reload()
searcher = index.searcher()
times = collections.defaultdict(list)
with open(queries, encoding="utf-8") as lines:
    asked = [line.rstrip("\n").split("\t") for line in lines]
for round in range(2):
    for kind, words in asked:
        text = f'"{words}"' if kind == "phrase" else words
        query = index.parse_query(text, ["text"], conjunction_by_default=kind == "all")
        start = time.thread_time()
        searcher.search(query, 10, count=False)
        if round:
            times[kind].append((time.thread_time() - start) * 1000)
for kind in sorted(times):
    found = sorted(times[kind])
    print(f"{kind}: tantivy p50 {found[len(found) // 2]:.3f} ms p99 {found[len(found) * 99 // 100]:.3f} ms")
