"""What each block should be: the share of its words that are in the gold text, found by aligning both."""
import re
from collections import Counter

import numpy
from rapidfuzz.distance import LCSseq

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+", re.UNICODE)
SCORED = re.compile(r"\w+", re.UNICODE)
LONGEST = 60_000


def words(text):
    return WORD.findall(text.lower())


def by_text(blocks, gold):
    """Labels from a whole text: matches of at least three words in a row, or of whole lines of the gold."""
    numbers = {}
    page, owner = [], []
    for index, block in enumerate(blocks):
        for word in words(block):
            page.append(numbers.setdefault(word, len(numbers)))
            owner.append(index)
    right, line_start, line_end = [], [], []
    for line in gold.split("\n"):
        found = [numbers.get(word, -1 - len(right)) for word in words(line)]
        line_start += [len(right)] * len(found)
        line_end += [len(right) + len(found)] * len(found)
        right += found
    lengths = numpy.bincount(owner, minlength=len(blocks)) if owner else numpy.zeros(len(blocks))
    matched = numpy.zeros(len(blocks))
    used = numpy.zeros(len(right), bool)
    if page and right:
        for step in LCSseq.opcodes(page[:LONGEST], right[:LONGEST]):
            if step.tag != "equal":
                continue
            length = step.src_end - step.src_start
            is_line = line_start[step.dest_start] == step.dest_start and line_end[step.dest_start] <= step.dest_end
            if length < 3 and not is_line:
                continue
            used[step.dest_start : step.dest_end] = True
            for place in range(step.src_start, step.src_end):
                matched[owner[place]] += 1
    labels = numpy.divide(matched, lengths, out=numpy.zeros(len(blocks)), where=lengths > 0)
    # Gold that stands elsewhere on the page than its neighbours do: by pairs of four words that nothing has taken yet.
    left = Counter()
    run = []
    for place, word in enumerate(right):
        run = [] if used[place] else run + [word]
        if len(run) >= 4:
            left[tuple(run[-4:])] += 1
    if left:
        begin = 0
        for index, length in enumerate(lengths.astype(int)):
            own = page[begin : begin + length]
            begin += length
            if length < 5 or labels[index] > 0.3:
                continue
            grams = [tuple(own[place : place + 4]) for place in range(length - 3)]
            hits = [gram for gram in grams if left[gram] > 0]
            if len(hits) >= 0.8 * len(grams):
                labels[index] = max(labels[index], len(hits) / len(grams))
                left.subtract(hits)
    scored = numpy.array([len(SCORED.findall(block)) for block in blocks], float)
    weights = (scored + 0.5) / (len(SCORED.findall(gold)) + 10)
    return labels, weights


def by_snippets(blocks, required, forbidden):
    """Labels from snippets that must or must not be there; all other blocks weigh nothing."""
    starts, joined = [], ""
    for block in blocks:
        starts.append(len(joined))
        joined += block + " "
    starts = numpy.array(starts)
    labels, weights = numpy.zeros(len(blocks)), numpy.zeros(len(blocks))
    count = max(1, len(required or []) + len(forbidden or []))

    def places(snippet):
        snippet = re.sub(r"\s+", " ", snippet or "").strip()
        found, position = [], joined.find(snippet) if snippet else -1
        while position >= 0 and len(found) < 20:
            first = numpy.searchsorted(starts, position, "right") - 1
            last = numpy.searchsorted(starts, position + len(snippet) - 1, "right") - 1
            found.append(range(first, last + 1))
            position = joined.find(snippet, position + 1)
        return found

    for snippet in required or []:
        found = places(snippet)
        for run in found:
            for index in run:
                labels[index] = 1
                weights[index] += 1 / count / len(found)
    wanted = weights > 0
    for snippet in forbidden or []:
        for run in places(snippet):
            for index in run:
                if not wanted[index]:
                    weights[index] += 1 / count
    return labels, weights
