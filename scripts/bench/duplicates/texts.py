"""Makes texts of about 3 kB, of which a share are copies of former ones: as they are in capitals, with words changed, or cut.
usage: texts.py DOCS.ndjson.gz COUNT SHARE TEXTS.ndjson"""
import gzip
import json
import random
import re
import sys

source, count, share, target = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
random.seed(7)
words = []
with gzip.open(source, "rt", encoding="utf-8") as lines:
    for line in lines:
        words += re.findall(r"[^\W_]+", json.loads(line)["text"])


def article():
    """Words as frequent as in the set, in no order: texts that are not copies share no run of words but by chance."""
    chosen = random.choices(words, k=random.randrange(280, 610))
    return [chosen[start:start + 60] for start in range(0, len(chosen), 60)]


def copy(paragraphs):
    kind = random.randrange(3)
    if kind == 0:
        return [[word.upper() for word in paragraph] for paragraph in paragraphs]
    if kind == 1:
        return [[random.choice(words) if random.random() < 0.03 else word for word in paragraph] for paragraph in paragraphs]
    return paragraphs[:max(1, len(paragraphs) * 2 // 3)]


former = []
total = 0
with open(target, "w", encoding="utf-8") as output:
    for number in range(count):
        if former and random.random() < share:
            paragraphs = copy(random.choice(former))
        else:
            paragraphs = article()
            if len(former) < 20000:
                former.append(paragraphs)
            elif random.random() < 20000 / (number + 1):
                former[random.randrange(20000)] = paragraphs
        text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
        total += len(text.encode())
        host = f"h{random.randrange(500)}.example"
        output.write(json.dumps({"id": number, "host": host, "text": text}, ensure_ascii=False) + "\n")
print(f"texts: {count} of {total // count} bytes, of which {share:.0%} are copies")
