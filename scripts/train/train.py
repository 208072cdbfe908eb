"""Trains the selection of main text on the pages of ../shared/extraction/dev, and says how good it is on sites it was not trained on.

usage: train.py PROGRAM DEV FOLDER [--folds 10] [--ship SWIFT_FILE]

The pages are split by site. For each fold, cues and trees are learned from the other folds; what the second pass is trained on
comes from first passes that had not seen those pages. Copies of pages with their texts cut short are trained on and never
reported. With --ship, a model of all pages is written as a Swift source.
"""
import argparse
import os
import shutil
import struct
import subprocess
import sys
import time
import zlib

import catboost
import numpy

import cues
import labels
import material
import modelfile

# Trees are the mean of trainings that differ in what chance left out of them: two trainings differ by .01 on a set, and their mean is better
# than either.
SEEDS = [7, 8, 9, 10, 11]
# How much more the few pages that are no articles count in the second pass than in the first; in the first, that takes from articles what it
# gives to others.
EMPHASIS = 2


def say(*what):
    print(f"[{time.process_time():7.1f} s]", *what, flush=True)


def read_blocks(path, gold):
    reader = material.Reader(path)
    found, all_texts = [], []
    for page in gold:
        assert reader.blob().decode() == page["id"]
        parents = numpy.frombuffer(reader.take(4 * reader.number()), "<i4")
        element, words, texts = [], [], []
        for _ in range(reader.number()):
            element.append(reader.number())
            words.append(reader.number())
            texts.append(reader.blob().decode("utf-8", "replace"))
        pairs = [numpy.frombuffer(reader.take(8 * reader.number()), "<u4").reshape(-1, 2) for _ in range(2)]
        page_cues = numpy.frombuffer(reader.take(4 * reader.number()), "<u4")
        if page.get("text"):
            right, weights = labels.by_text(texts, page["text"])
        else:
            right, weights = labels.by_snippets(texts, page.get("with"), page.get("without"))
        all_texts.append(texts)
        found.append(
            {
                "parents": parents, "element": numpy.array(element, int), "words": numpy.array(words),
                "ec": pairs[0], "bc": pairs[1], "pc": page_cues, "y": right, "w": weights,
            }
        )
    return found, all_texts


def short_choices(page, block):
    """Which blocks to take out of a page so that its text is short: all after the first few paragraphs; None for no copy."""
    right = block["y"] >= 0.5
    places = numpy.flatnonzero(right)
    long = numpy.flatnonzero(right & (block["words"] >= 12))
    if page.get("page_type") != "article" or not page.get("text") or len(long) < 7:
        return None
    last = long[zlib.crc32(page["id"].encode()) % 4]
    out = numpy.zeros(len(right), bool)
    out[last + 1 : places[-1] + 1] = True
    return out


def shortened(gold, blocks, texts, place, program):
    """Copies of pages with short texts: their gold and their blocks."""
    copies = []
    with open(place("choices"), "wb") as file:
        for page, block, lines in zip(gold, blocks, texts):
            out = short_choices(page, block)
            if out is None:
                file.write(struct.pack("<I", 0))
                continue
            file.write(struct.pack("<I", len(out)) + out.astype(numpy.uint8).tobytes())
            rest = [line for line, label, is_out in zip(lines, block["y"], out) if label >= 0.5 and not is_out]
            copies.append({**page, "text": "\n".join(rest), "is_copy": True})
    subprocess.run([program, "shorten", place("pages.pack"), place("short.pack"), place("choices")], check=True)
    subprocess.run([program, "record", place("short.pack"), place("record")], check=True)
    found, _ = read_blocks(place("record"), copies)
    with open(place("training.pack"), "wb") as joined:
        for name in ("pages.pack", "short.pack"):
            with open(place(name), "rb") as part:
                shutil.copyfileobj(part, joined)
    for name in ("record", "choices", "short.pack"):
        os.remove(place(name))
    return copies, found


def read_features(path, count):
    reader = material.Reader(path)
    parts = []
    for _ in range(count):
        reader.blob()
        height, width = reader.number(), reader.number()
        parts.append(numpy.frombuffer(reader.take(height * width), numpy.uint8).reshape(width, height).T)
    return numpy.concatenate(parts)


def row_weights(gold, blocks):
    """A page counts the same whatever it has around its text; pages of small sets and of rare types count more than others."""
    share = {"scrapinghub": 1.3, "magichtml-article": 1.5, "magichtml-forum": 1.6, "trafilatura-eval": 0.8}
    parts = []
    for page, block in zip(gold, blocks):
        weights = block["w"].copy()
        if page.get("text"):
            wrong = weights * (1 - block["y"])
            if wrong.sum() > 2.5:
                weights *= numpy.where(block["y"] < 0.5, 2.5 / wrong.sum(), 1)
        else:
            weights *= 2
        kind = 1.5 if is_rare(page) else 1.0
        parts.append(weights * share.get(page["set"], 1.0) * kind)
    return numpy.concatenate(parts)


def is_rare(page):
    """Whether a page is of a type of which there are few."""
    return page["set"] == "wcxb-dev" and page["page_type"] != "article"


def train_trees(features, right, weights, count, rate, baseline=None):
    """Boosted trees; with a baseline, they correct those scores."""
    used = weights > 0
    pool = catboost.Pool(features[used].astype(numpy.float32), label=numpy.clip(right[used], 0, 1), weight=weights[used])
    if baseline is not None:
        pool.set_baseline(baseline[used])
    models = [fitted(pool, count, rate, seed) for seed in SEEDS]
    return catboost.sum_models(models, weights=[1 / len(models)] * len(models))


def fitted(pool, count, rate, seed):
    model = catboost.CatBoost(
        {
            "loss_function": "CrossEntropy", "iterations": count, "learning_rate": rate, "depth": 6,
            "random_seed": seed, "thread_count": 2, "border_count": 64, "l2_leaf_reg": 8, "bootstrap_type": "Bernoulli",
            "subsample": 0.6, "rsm": 0.3, "allow_writing_files": False, "logging_level": "Silent",
            "min_data_in_leaf": 1, "score_function": "L2", "boost_from_average": False,
        }
    )
    model.fit(pool)
    return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("dev")
    parser.add_argument("folder")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--trees", type=int, nargs=2, default=[400, 150])
    parser.add_argument("--rows", type=int, default=160_000, help="how many blocks to train on")
    parser.add_argument("--keep-cues", action="store_true", help="use the cues of the last run")
    parser.add_argument("--only-all", action="store_true", help="keep the models of the folds, train the one of all pages")
    parser.add_argument("--ship")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)

    def place(name):
        return os.path.join(options.folder, name)

    def run(command, *arguments, pack="training.pack"):
        subprocess.run([options.program, command, place(pack), *map(str, arguments)], check=True)

    gold = material.pages(options.dev)
    if not os.path.exists(place("pages.pack")):
        material.pack(options.dev, gold, place("pages.pack"))
    run("record", place("record"), pack="pages.pack")
    blocks, texts = read_blocks(place("record"), gold)
    os.remove(place("record"))
    whole = len(gold)
    copies, short = shortened(gold, blocks, texts, place, options.program)
    del texts
    gold, blocks = gold + copies, blocks + short
    folds = numpy.array([material.fold(page.get("url"), options.folds) for page in gold], numpy.uint8)
    folds.tofile(place("folds"))
    say("pages", whole, "copies", len(copies), "blocks", sum(len(block["y"]) for block in blocks))

    models = list(range(options.folds)) + (["all"] if options.ship else [])
    everything = None
    cue_files = {}
    for number in models:
        if not (options.keep_cues and os.path.exists(place(f"cues-{number}"))):
            everything = everything or cues.Cues(gold[:whole], blocks[:whole])
            train = numpy.ones(whole, bool) if number == "all" else folds[:whole] != number
            with open(place(f"cues-{number}"), "wb") as file:
                file.write(modelfile.cue_bytes(*everything.learn(train)))
        with open(place(f"cues-{number}"), "rb") as file:
            cue_files[number] = file.read()
        if number == "all" or not options.only_all:
            modelfile.write(place(f"model-{number}"), cue_files[number])
        say("cues", number, len(cue_files[number]))
    del everything
    page_of = numpy.repeat(numpy.arange(len(blocks)), [len(block["y"]) for block in blocks])
    right = numpy.concatenate([block["y"] for block in blocks])
    weights = row_weights(gold, blocks)
    chosen, weights = cues.sample(weights, options.rows)

    trees = {}
    for step, command in enumerate(["features", "context"]):
        run(command, place(command), place("folds"), place("model-"))
        features = read_features(place(command), len(gold))[chosen]
        os.remove(place(command))
        baseline = None
        step_weights = weights[chosen]
        if command == "context":
            step_weights = step_weights * numpy.where([is_rare(page) for page in gold], EMPHASIS, 1)[page_of[chosen]]
            # How the first pass judged each block, in steps of 1/200: the first of the features that the second has for itself.
            chance = numpy.clip(features[:, first_width] / 200, 0.0025, 0.9975)
            baseline = numpy.log(chance / (1 - chance))
        first_width = features.shape[1]
        for number in ["all"] if options.only_all else models:
            train = numpy.ones(len(right), bool) if number == "all" else (folds != number)[page_of]
            train = train[chosen]
            start = None if baseline is None else baseline[train]
            rate = [0.08, 0.06][step]
            model = train_trees(features[train], right[chosen][train], step_weights[train], options.trees[step], rate, start)
            trees.setdefault(number, []).append(model)
            modelfile.write(place(f"model-{number}"), cue_files[number], *trees[number])
            say(command, number)
        del features
    os.remove(place("training.pack"))
    run("predict", place("predictions"), place("folds"), place("model-"), pack="pages.pack")
    if options.ship:
        with open(place("model-all"), "rb") as file:
            modelfile.write_swift(options.ship, file.read())
    say("done")


if __name__ == "__main__":
    main()
