#!/usr/bin/env python3
"""Races the reading of feeds against fastfeedparser on one core, in turn: entries a second of CPU time.

    scripts/dev bench feeds [--rounds 5]

The feeds are made here, after the shapes of what blogs, newspapers, podcasts and archives publish: RSS 2.0 with and without
whole texts, with media, RSS 1.0, Atom with escaped and with inline markup, JSON Feed; 20 to 200 entries each. Both get bytes
in UTF-8 and read every field and date that they know. Exit status 1 when ours reads fewer entries a second, or not the same entries.
"""

import argparse
import html
import json
import pathlib
import random
import statistics
import subprocess
import sys
import time

WORK = pathlib.Path(".build-benchmarks")

PEER = """
import sys, time, fastfeedparser
data = open(sys.argv[1], "rb").read()
feeds, index = [], 0
while index + 4 <= len(data):
    length = int.from_bytes(data[index:index + 4], "little")
    feeds.append(data[index + 4:index + 4 + length]); index += 4 + length
fastfeedparser.parse(feeds[0])
for _ in range(int(sys.argv[2])):
    start, entries, dates = time.process_time(), 0, 0
    for feed in feeds:
        try: read = fastfeedparser.parse(feed)
        except Exception: continue
        entries += len(read.entries)
        dates += sum(1 for entry in read.entries if entry.get("published") or entry.get("updated"))
    print("round", entries, dates, time.process_time() - start)
"""

WORDS = """rzeka most szkoła teatr wybory pociąg ulica muzyka praca zdrowie the of and market report city weather science
history today people water light house garden language number story morning""".split()


def words(chance, count):
    return " ".join(chance.choice(WORDS) for _ in range(count))


def markup(chance, paragraphs):
    return "".join(
        f'<p>{words(chance, 40)} <a href="https://example.org/{chance.random()}?a=1&amp;b=2">{words(chance, 3)}</a> &amp; '
        f"{words(chance, 30)}</p>\n" for _ in range(paragraphs)
    )


def rss(chance, count, whole, media=False):
    items = []
    for index in range(count):
        date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(1_760_000_000 + index * 3_600))
        text = f"<content:encoded><![CDATA[{markup(chance, 12)}]]></content:encoded>" if whole else ""
        extra = (
            f'<media:content url="https://example.org/{index}.jpg" type="image/jpeg" medium="image"/>'
            f'<enclosure url="https://example.org/{index}.mp3" length="1000" type="audio/mpeg"/>'
            "<itunes:duration>10:00</itunes:duration><itunes:author>Jan</itunes:author>" if media else ""
        )
        items.append(
            f"<item><title>{words(chance, 8)} &amp; {words(chance, 2)}</title><link>https://example.org/{index}</link>"
            f"<guid isPermaLink=\"false\">id-{index}</guid><pubDate>{date}</pubDate><dc:creator><![CDATA[Jan Nowak]]></dc:creator>"
            f"<category><![CDATA[{words(chance, 1)}]]></category><category>{words(chance, 1)}</category>"
            f"<description>{html.escape(markup(chance, 1))}</description>{text}{extra}</item>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Feed</title><link>https://example.org/</link>'
        f"<description>About</description><language>pl</language>{''.join(items)}</channel></rss>"
    )


def rdf(chance, count):
    items = "".join(
        f'<item rdf:about="https://example.org/{i}"><title>{words(chance, 8)}</title><link>https://example.org/{i}</link>'
        f"<dc:date>2026-10-{i % 28 + 1:02}T10:00:00+01:00</dc:date><description>{words(chance, 40)}</description></item>" for i in range(count)
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>Feed</title></channel>{items}</rdf:RDF>'
    )


def atom(chance, count, inline):
    entries = []
    for i in range(count):
        text = markup(chance, 8)
        body = (
            f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{text}</div></content>' if inline
            else f'<content type="html">{html.escape(text)}</content>'
        )
        entries.append(
            f'<entry><title type="html">{words(chance, 8)}</title><id>tag:example.org,2026:{i}</id>'
            f'<link rel="alternate" type="text/html" href="https://example.org/{i}"/><updated>2026-10-{i % 28 + 1:02}T10:00:00Z</updated>'
            f"<published>2026-10-{i % 28 + 1:02}T09:00:00Z</published><author><name>Jan Nowak</name></author>"
            f'<category term="{words(chance, 1)}"/><summary>{words(chance, 30)}</summary>{body}</entry>'
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><id>tag:example.org,2026:</id>'
        f'<link href="https://example.org/"/><updated>2026-10-30T10:00:00Z</updated>{"".join(entries)}</feed>'
    )


def json_feed(chance, count):
    items = [
        {"id": str(i), "url": f"https://example.org/{i}", "title": words(chance, 8), "content_html": markup(chance, 4),
         "date_published": f"2026-10-{i % 28 + 1:02}T10:00:00+01:00", "tags": [words(chance, 1)]} for i in range(count)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": items}, ensure_ascii=False)


def rounds(command, count):
    lines = [line.split() for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()]
    found = [(int(entries), int(dates), float(seconds)) for word, entries, dates, seconds in lines if word == "round"]
    if len(found) != count:
        sys.exit(f"{command[0]} did not finish")
    return found


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    chance = random.Random(8)
    kinds = {
        "RSS 2.0, summaries": [rss(chance, n, False) for n in (20, 50, 200)],
        "RSS 2.0, whole texts": [rss(chance, n, True) for n in (20, 50, 100)],
        "RSS 2.0, podcasts": [rss(chance, n, False, True) for n in (50, 200)],
        "RSS 1.0": [rdf(chance, n) for n in (20, 100)],
        "Atom, escaped": [atom(chance, n, False) for n in (20, 100)],
        "Atom, inline": [atom(chance, n, True) for n in (20, 100)],
        "JSON Feed": [json_feed(chance, n) for n in (20, 100)],
    }
    kinds["all of them"] = [feed for feeds in kinds.values() for feed in feeds]
    WORK.mkdir(exist_ok=True)
    path, missed = WORK / "feeds.pack", False
    print(f"{'entries a second of CPU':28}{'potok':>12}{'fastfeedparser':>16}{'ratio':>8}")
    for kind, feeds in kinds.items():
        path.write_bytes(b"".join(len(body := feed.encode()).to_bytes(4, "little") + body for feed in feeds))
        own, peer = [], []
        for _ in range(options.rounds):
            own += rounds([options.program, str(path), "3"], 3)[1:]
            peer += rounds([sys.executable, "-c", PEER, str(path), "2"], 2)[1:]
        if own[0][:2] != peer[0][:2]:
            print(f"{kind}: {own[0][:2]} entries and dates against {peer[0][:2]}")
            missed = True
        rates = [statistics.median(entries / seconds for entries, _, seconds in found) for found in (own, peer)]
        ratio = rates[0] / rates[1]
        missed = missed or ratio < 1
        print(f"{kind:28}{rates[0]:12,.0f}{rates[1]:16,.0f}{ratio:8.1f}")
    sys.exit(1 if missed else 0)


main()
