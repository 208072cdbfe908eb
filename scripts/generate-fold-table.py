#!/usr/bin/env python3
"""Writes Sources/PotokText/Folding/FoldTable.swift from Python's Unicode database.

usage: scripts/generate-fold-table.py > Sources/PotokText/Folding/FoldTable.swift

Every code point gets a class (what it does to a token) and a folded form. The folded form is the fixed point of: compatibility
decomposition (UAX #15), removal of the marks below, full case folding (Unicode 3.13), removal of strokes and the like, which do not decompose.
Marks that are vowels or change the consonant (Indic, Thai, kana) stay. Python 3.11 has Unicode 14; another version of Python gives another table:
raise `Folding.version` with it.
"""
import re
import sys
import unicodedata

SEPARATOR, WORD, IDEOGRAPH, MARK, DROPPED, COMPOSING, MIXED, ORDERED_MARK = range(8)
LIMIT, BLOCK = 0x32400, 128

# Marks that a reader may leave out: those of Latin, Greek, Cyrillic, Hebrew, Arabic and Syriac, and those common to all scripts.
DROPPED_MARKS = [
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),
    (0x0711, 0x0711), (0x0730, 0x074A), (0x0898, 0x089F), (0x08CA, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0x2CEF, 0x2CF1), (0x2DE0, 0x2DFF), (0x302A, 0x302F), (0xA66F, 0xA67D), (0xA69E, 0xA69F), (0xFB1E, 0xFB1E), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    (0x1D165, 0x1D1AD),
]
# Default_Ignorable_Code_Point (DerivedCoreProperties) beyond category Cf, and the Arabic tatweel.
IGNORABLE = [(0x034F, 0x034F), (0x0640, 0x0640), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2060, 0x206F), (0x3164, 0x3164),
             (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)]
# One token per character: Han, kana, bopomofo, Tangut, and the scripts of South-East Asia that put no space between words (Line_Break=SA, UAX #14).
IDEOGRAPHS = [
    (0x0E01, 0x0E4E), (0x0E81, 0x0EDF), (0x1000, 0x109F), (0x1780, 0x17DD), (0x1950, 0x19DF), (0x1A20, 0x1AAD), (0xA9E0, 0xA9FE),
    (0xAA60, 0xAADF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303C), (0x3041, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x16FE0, 0x18D08), (0x1AFF0, 0x1B2FB), (0x20000, 0x2A6DF), (0x2A700, 0x2EE5F),
    (0x2F800, 0x2FA1F), (0x30000, 0x323AF),
]
# Han blocks are whole words of the standard: code points that newer versions assign there are ideographs too.
HAN = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6DF), (0x2A700, 0x2EE5F), (0x30000, 0x323AF)]
# Letters without a decomposition and without a telling name.
LETTERS = {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ĸ": "k", "ŋ": "n", "ı": "i", "ȷ": "j", "ɐ": "a", "ɑ": "a", "ə": "e", "ǝ": "e",
           "ꜩ": "tz", "ꜳ": "aa", "ꜵ": "ao", "ꜷ": "au", "ꜹ": "av", "ꜻ": "av", "ꜽ": "ay", "ꝏ": "oo", "ȸ": "db", "ȹ": "qp", "ƕ": "hv", "ƣ": "oi"}
# Modifier letters that stand for an apostrophe split words as the apostrophe does.
APOSTROPHES = set(range(0x02B9, 0x02C0)) | {0x02C8, 0x02CA, 0x02CB, 0x02CC, 0x02EE, 0xA78B, 0xA78C}
# Signs whose compatibility form would glue letters to the word before them.
SIGNS = {0x2122, 0x2120}


def within(code, ranges):
    return any(low <= code <= high for low, high in ranges)


def is_mark(character):
    return unicodedata.category(character) in ("Mn", "Mc", "Me")


def is_dropped(character):
    code = ord(character)
    if within(code, IGNORABLE) or unicodedata.category(character) == "Cf":
        return True
    return is_mark(character) and within(code, DROPPED_MARKS)


def is_plain(code):
    """Code points that stand for themselves although they decompose: Hangul syllables, compatibility jamo, spacing voiced marks and signs."""
    return 0xAC00 <= code <= 0xD7A3 or 0x3131 <= code <= 0x318E or code in (0x309B, 0x309C) or code in SIGNS


def compose_kana(text):
    return "".join(unicodedata.normalize("NFC", part) if re.search("[\u3099\u309A]", part) else part
                   for part in re.findall(".[\u3099\u309A]*", text, re.S))


def letter(character):
    if character in LETTERS:
        return LETTERS[character]
    name = unicodedata.name(character, "")
    found = re.match(r"LATIN (?:SMALL LETTER|LETTER SMALL CAPITAL) ([A-Z]|AE|OE)(?: WITH .*)?$", name)
    return found.group(1).lower() if found else character


def fold(character):
    code = ord(character)
    if 0xFFA1 <= code <= 0xFFDC and unicodedata.decomposition(character):
        return unicodedata.normalize("NFC", chr(int(unicodedata.decomposition(character).split()[1], 16)))
    text = character
    while True:
        pieces = []
        for piece in text:
            pieces.append(piece if is_plain(ord(piece)) else unicodedata.normalize("NFKD", piece))
        folded = "".join(piece for piece in "".join(pieces) if not is_dropped(piece)).casefold()
        folded = "".join(letter(piece) for piece in folded)
        folded = "".join(str(unicodedata.decimal(piece)) if unicodedata.decimal(piece, None) is not None else piece for piece in folded)
        if folded == text:
            return compose_kana(text)
        text = folded


def plain_class(character):
    """The class of a code point that folds to itself."""
    code, category = ord(character), unicodedata.category(character)
    if code in (0x3099, 0x309A) or 0x1161 <= code <= 0x1175 or 0x11A8 <= code <= 0x11C2:
        return COMPOSING
    if is_mark(character):
        return ORDERED_MARK if unicodedata.combining(character) else MARK
    if code in APOSTROPHES:
        return SEPARATOR
    if within(code, HAN) or (category[0] in "LN" and within(code, IDEOGRAPHS)):
        return IDEOGRAPH
    return WORD if category[0] in "LN" else SEPARATOR


def entry(code):
    """The class and the folded form (None: itself) of a code point."""
    if 0xD800 <= code <= 0xDFFF:
        return SEPARATOR, None
    character = chr(code)
    if is_dropped(character):
        return DROPPED, ""
    folded = fold(character)
    if folded == character:
        return plain_class(character), None
    if folded == "":
        return DROPPED, ""
    classes = [plain_class(piece) for piece in folded]
    if len(folded) == 1:
        return classes[0], folded
    if len(set(classes)) == 1 and classes[0] in (SEPARATOR, WORD, MARK):
        return classes[0], folded
    return MIXED, folded


def lines(values, width, per_line):
    out = []
    for start in range(0, len(values), per_line):
        out.append("        " + ", ".join(format(value, width) for value in values[start:start + per_line]) + ",")
    return "\n".join(out)


def main():
    entries = [entry(code) for code in range(LIMIT)]
    forms, form_index, data = [], {}, bytearray()
    values = []
    for kind, folded in entries:
        if folded is None:
            value = 0
        elif folded == "":
            value = 1
        else:
            if folded not in form_index:
                encoded = folded.encode()
                position = data.find(encoded)
                if position < 0:
                    position = len(data)
                    data += encoded
                assert position < 1 << 24 and len(encoded) <= 64
                form_index[folded] = len(forms) + 2
                forms.append(position << 8 | len(encoded))
            value = form_index[folded]
        assert value < 1 << 13
        values.append(kind << 13 | value)

    blocks, block_index, stages = [], {}, []
    for start in range(0, LIMIT, BLOCK):
        block = tuple(values[start:start + BLOCK])
        if block not in block_index:
            block_index[block] = len(block_index)
            blocks.extend(block)
        stages.append(block_index[block])

    ascii_words = [0] * 256
    for code in range(128):
        if chr(code).isalnum():
            ascii_words[code] = ord(chr(code).lower())

    short = []
    for code in range(0x80, 0x800):
        kind, folded = entries[code]
        encoded = (chr(code) if folded is None else folded).encode()
        simple = kind in (SEPARATOR, WORD, MARK, DROPPED) and len(encoded) <= 2
        first, second = (list(encoded) + [0, 0])[:2] if simple else (0, 0)
        short.append(first | second << 8 | (len(encoded) if simple else 0) << 16 | (kind if simple else MIXED) << 24)

    voiced, semivoiced = [], []
    for code in range(0x3040, 0x3100):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and parts[1] in ("3099", "309A"):
            (voiced if parts[1] == "3099" else semivoiced).append(int(parts[0], 16) << 16 | code)

    orders, previous = [], None
    for code in range(LIMIT):
        rank = unicodedata.combining(chr(code)) if entries[code] in ((ORDERED_MARK, None), (COMPOSING, None)) else 0
        if rank != previous:
            orders.append(code << 8 | rank)
            previous = rank

    print(f"""// Generated by scripts/generate-fold-table.py from Unicode {unicodedata.unidata_version}. Do not edit.
// swift-format-ignore-file

/// What a code point does to a token and what it folds to; see the generator for the rules.
enum FoldTable {{
    /// The first code point beyond the table: such code points stand for themselves and separate tokens.
    static let limit: UInt32 = {LIMIT:#x}

    /// The number of code points of a block.
    static let blockSize: UInt32 = {BLOCK}

    /// The block of each run of `blockSize` code points.
    static let stages: [UInt8] = [
{lines(stages, "d", 40)}
    ]

    /// For each code point of each block: class in the high 3 bits, then 0 for itself, 1 for nothing, or 2 more than the index of its form.
    static let entries: [UInt16] = [
{lines(blocks, "d", 24)}
    ]

    /// For each form: the position of its bytes shifted by 8, and their number.
    static let forms: [UInt32] = [
{lines(forms, "d", 20)}
    ]

    /// The bytes of all forms.
    static let formBytes: [UInt8] = [
{lines(list(data), "d", 40)}
    ]

    /// For ASCII letters and digits the folded byte, 0 for every other byte.
    static let asciiWords: [UInt8] = [
{lines(ascii_words, "d", 32)}
    ]

    /// For U+0080 to U+07FF: up to two folded bytes, their number shifted by 16, the class shifted by 24.
    static let short: [UInt32] = [
{lines(short, "d", 16)}
    ]

    /// Kana that U+3099 voices: the kana shifted by 16, and its voiced form.
    static let voiced: [UInt32] = [
{lines(voiced, "d", 12)}
    ]

    /// Kana that U+309A half-voices: the kana shifted by 16, and its half-voiced form.
    static let semivoiced: [UInt32] = [
{lines(semivoiced, "d", 12)}
    ]

    /// Canonical combining classes of kept marks as runs: the first code point shifted by 8, and the class up to the next run.
    static let combiningClasses: [UInt32] = [
{lines(orders, "d", 16)}
    ]
}}""")
    print(f"blocks {len(block_index)} forms {len(forms)} bytes {len(data)} orders {len(orders)}", file=sys.stderr)
    assert len(block_index) <= 256


main()
