"""Prints our figures beside those of the best other extractors (ANCHORS.md) for every set and page type.

usage: report.py DEV PREDICTIONS
"""
import importlib.util
import json
import os
import sys

import material

# The best figure of any peer: set, measure, figure, name.
BEST = [
    ("scrapinghub", "sh_f1", 0.974, "rs-trafilatura"),
    ("wcxb-dev", "bag_f1", 0.864, "rs-trafilatura"),
    ("andy424", "bag_f1", 0.915, "trafilatura"),
    ("trafilatura-eval", "snip_f1", 0.928, "trafilatura"),
    ("magichtml-article", "bag_f1", 0.922, "magic-html"),
    ("magichtml-forum", "bag_f1", 0.797, "magic-html, forum mode"),
]
BEST_OF_TYPE = {
    "article": (0.932, "trafilatura"), "documentation": (0.949, "rs-trafilatura"), "forum": (0.794, "rs-trafilatura"),
    "product": (0.715, "trafilatura"), "listing": (0.710, "rs-trafilatura"), "collection": (0.698, "rs-trafilatura"),
    "service": (0.834, "rs-trafilatura"),
}
MACRO = 0.803


def main():
    dev, path = sys.argv[1:3]
    spec = importlib.util.spec_from_file_location("evaluate", os.path.join(dev, "..", "evaluate.py"))
    evaluate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluate)
    gold = material.pages(dev)
    with open(path) as lines:
        found = [json.loads(line) for line in lines]
    by_set = {}
    for page, prediction in zip(gold, found):
        assert page["id"] == prediction["id"]
        by_set.setdefault(page["set"], {})[page["id"]] = prediction
    print(f"{'set':24}{'measure':10}{'ours':>7}{'best':>8}  of")
    for name, measure, best, peer in BEST:
        score = evaluate.score([page for page in gold if page["set"] == name], by_set[name])
        mark = "" if score[measure] >= best - 0.0005 else "  BELOW"
        print(f"{name:24}{measure:10}{score[measure]:7.3f}{best:8.3f}  {peer}{mark}")
    total = 0
    for kind, (best, peer) in BEST_OF_TYPE.items():
        chosen = [page for page in gold if page["set"] == "wcxb-dev" and page["page_type"] == kind]
        score = evaluate.score(chosen, by_set["wcxb-dev"])["bag_f1"]
        total += score
        print(f"  {kind:22}{'bag_f1':10}{score:7.3f}{best:8.3f}  {peer}{'' if score >= best else '  below'}")
    print(f"  {'macro':22}{'bag_f1':10}{total / 7:7.3f}{MACRO + 0.02:8.3f}  rs-trafilatura + .02")
    right = [(page["page_type"], prediction["type"]) for page, prediction in zip(gold, found) if page["set"] == "wcxb-dev"]
    print(f"  type of page right: {sum(a == b for a, b in right) / len(right):.3f}")


if __name__ == "__main__":
    main()
