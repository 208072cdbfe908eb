#!/usr/bin/env python3
"""Makes a folder of pages and a pipeline of a search set.
usage: ingest-search-set.py DOCS.ndjson.gz LANGUAGE FOLDER"""
import gzip
import html
import json
import os
import sys

if len(sys.argv) != 4:
    sys.exit(__doc__)
documents, language, folder = sys.argv[1:]
pages = os.path.join(folder, "pages")
os.makedirs(pages, exist_ok=True)
with gzip.open(documents, "rt", encoding="utf-8") as lines:
    for document in map(json.loads, lines):
        with open(os.path.join(pages, document["id"] + ".html"), "w", encoding="utf-8") as page:
            title, text = html.escape(document["title"]), html.escape(document["text"])
            page.write(f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>')
            page.write(f"<article><p>{text}</p></article></html>\n")
with open(os.path.join(folder, "pipeline.json"), "w", encoding="utf-8") as configuration:
    json.dump({"version": 1, "database": "potok.db", "sources": [{"name": "set", "type": "files", "paths": ["pages"]}]}, configuration)
