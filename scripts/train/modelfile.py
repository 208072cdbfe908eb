"""The format of a model, as ExtractionModel.swift reads it."""
import base64
import json
import os
import struct
import tempfile

import numpy


def cue_bytes(table, biases):
    """The cues that weigh anything, sorted by key, and the biases of the types."""
    entries = []
    for key in sorted(table):
        text, types = table[key]
        text = int(numpy.clip(round(text * 256), -32000, 32000))
        types = [0] * 7 if types is None else [int(numpy.clip(round(weight * 32), -127, 127)) for weight in types]
        if abs(text) >= 4 or any(types):
            entries.append(struct.pack("<Ih7b", key, text, *types))
    packed = struct.pack("<I", len(entries)) + b"".join(entries)
    return packed + struct.pack("<7i", *[int(round(bias * 32)) for bias in biases])


def tree_bytes(model):
    """The trees of a CatBoost model; None gives none."""
    if model is None:
        return struct.pack("<Ii", 0, 0)
    handle, path = tempfile.mkstemp(suffix=".json")
    os.close(handle)
    model.save_model(path, format="json")
    with open(path) as file:
        content = json.load(file)
    os.remove(path)
    scale, bias = content["scale_and_bias"]
    bias = bias[0] if isinstance(bias, list) else bias
    trees = []
    for tree in content["oblivious_trees"]:
        questions = b""
        splits = tree["splits"] or []
        for split in splits:
            column = split["float_feature_index"]
            questions += struct.pack("<HB", column, int(numpy.clip(numpy.floor(split["border"]), 0, 255)))
        values = [value * scale for value in tree["leaf_values"]]
        while len(questions) < 18:
            # A tree with fewer questions asks one that is never answered by yes.
            questions += struct.pack("<HB", 0, 255)
            values = values + [0] * len(values)
        leaves = [int(numpy.clip(round(value * 4096), -32767, 32767)) for value in values]
        trees.append(questions + struct.pack("<64h", *leaves))
    return struct.pack("<Ii", len(trees), int(round(bias * 4096))) + b"".join(trees)


def write(path, cues, first=None, second=None):
    with open(path, "wb") as file:
        file.write(cues + tree_bytes(first) + tree_bytes(second))


def write_swift(path, content):
    """The model as a Swift source: base 64 in a string without an escape."""
    text = base64.b64encode(content).decode()
    lines = [text[at : at + 4000] for at in range(0, len(text), 4000)]
    with open(path, "w") as file:
        file.write("// swift-format-ignore-file\n// Written by scripts/train; do not edit.\n\nextension ExtractionModel {\n")
        file.write("    /// The model in base 64.\n    static var shippedText: StaticString {\n")
        file.write('        """\n' + "\\\n".join("        " + line for line in lines) + '\n        """\n    }\n}\n')
