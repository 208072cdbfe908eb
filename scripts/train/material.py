"""The pages with what is right for them, and the blocks that the program cuts them into."""
import gzip
import json
import os
import re
import struct
import zlib

SETS = ["scrapinghub", "wcxb-dev", "andy424", "trafilatura-eval", "magichtml-article", "magichtml-forum"]
TYPES = ["article", "documentation", "forum", "product", "listing", "collection", "service"]
SECOND_LEVEL = {"co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go"}


def site(url):
    """The registrable domain, near enough: pages of one site are never in two folds."""
    host = re.sub(r"^\w+://", "", url or "").split("/")[0].split(":")[0].lower()
    labels = host.split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def fold(url, count, seed=1):
    """The fold of a page, by its site."""
    return zlib.crc32(f"{seed}:{site(url)}".encode()) % count


def pages(dev):
    """The gold of all pages, with the name of their set."""
    found = []
    for name in SETS:
        with open(os.path.join(dev, name, "gold.jsonl")) as lines:
            for line in lines:
                page = json.loads(line)
                page["set"] = name
                if page.get("page_type") is None and name != "trafilatura-eval":
                    page["page_type"] = "article"
                found.append(page)
    return found


def in_utf8(body):
    """A page in UTF-8, marked as such; training shall not depend on how the product finds out charsets."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        label = re.search(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", body[:200_000])
        name = label.group(1).decode("latin-1").lower() if label else "windows-1252"
        name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "windows-1252", "utf-8": "utf-8"}.get(name, name)
        try:
            text = body.decode(name, "replace")
        except LookupError:
            text = body.decode("utf-8", "replace")
    return b"\xef\xbb\xbf" + text.removeprefix("\ufeff").encode()


def pack(dev, gold, path):
    """Writes all pages into one file, as the program reads them."""
    with open(path, "wb") as out:
        for page in gold:
            with gzip.open(os.path.join(dev, page["set"], "pages", page["id"] + ".html.gz")) as file:
                body = file.read()
            for part in (page["id"].encode(), (page.get("url") or "").encode(), in_utf8(body)):
                out.write(struct.pack("<I", len(part)) + part)


class Reader:
    """Reads the files that the program writes."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.position = 0

    @property
    def is_at_end(self):
        return self.position >= len(self.data)

    def number(self):
        value = struct.unpack_from("<I", self.data, self.position)[0]
        self.position += 4
        return value

    def take(self, length):
        value = self.data[self.position : self.position + length]
        self.position += length
        return value

    def blob(self):
        return self.take(self.number())


if __name__ == "__main__":
    import sys

    pack(sys.argv[1], pages(sys.argv[1]), sys.argv[2])
