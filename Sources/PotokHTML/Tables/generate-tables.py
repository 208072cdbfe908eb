#!/usr/bin/env python3
"""Writes the tables of PotokHTML beside itself: known names, their parsing categories, named character references.

    python3 Sources/PotokHTML/Tables/generate-tables.py

Names: HTML (WHATWG, sections 4 and 13), SVG and MathML as far as parsing treats them (13.2.6.1).
Character references: Python's copy of the standard's table (html.entities.html5).
"""

import html.entities
import pathlib

HERE = pathlib.Path(__file__).parent

TAGS = """
html head body frameset frame base basefont bgsound link meta title noscript noframes style script template
address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol p search section summary ul
h1 h2 h3 h4 h5 h6 pre listing form li dd dt plaintext button
a b big code em font i s small strike strong tt u nobr
applet marquee object table area br embed img keygen wbr input param source track hr image textarea xmp iframe noembed select optgroup option rb rtc rp rt ruby
math svg caption col colgroup tbody td tfoot th thead tr
span label abbr acronym bdi bdo canvas cite data datalist del dfn ins kbd map mark meter output picture portal progress q samp slot sub sup time var video audio legend menuitem isindex command content shadow spacer blink multicol nextid rbc
mi mo mn ms mtext annotation-xml mglyph malignmark
foreignObject desc foreignobject
""".split()

SVG_TAGS = """
altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient radialGradient textPath
""".split()

SVG_ATTRIBUTES = """
attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode filterUnits glyphRef gradientTransform gradientUnits kernelMatrix
kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength
patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur
requiredExtensions requiredFeatures specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY
textLength viewBox viewTarget xChannelSelector yChannelSelector zoomAndPan
""".split()

FOREIGN_ATTRIBUTES = """
xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type xml:lang xml:space xmlns xmlns:xlink
""".split()

MORE_TAGS = """g path circle rect line polyline polygon ellipse use defs symbol text tspan stop mask pattern filter marker metadata view switch set animate
mrow mfrac msup msub msqrt mfenced mstyle semantics annotation munder mover mtable mtr mtd mspace mpadded""".split()

ATTRIBUTES = """
class id href src style title name value type rel content alt width height target lang dir action method for placeholder role property itemprop itemscope itemtype itemid itemref
http-equiv charset media sizes srcset loading decoding fetchpriority crossorigin integrity referrerpolicy async defer nomodule tabindex hidden disabled checked selected readonly required multiple
autocomplete autofocus maxlength minlength min max step rows cols colspan rowspan headers scope span align valign border cellpadding cellspacing bgcolor color face size background
link vlink alink text clear noshade nowrap hspace vspace usemap ismap shape coords frameborder scrolling marginwidth marginheight allow allowfullscreen sandbox srcdoc poster controls autoplay loop muted preload playsinline
datetime cite download ping hreflang accesskey contenteditable draggable spellcheck translate encoding enctype accept accept-charset novalidate formaction formmethod list open reversed start summary abbr axis
onclick onload onerror onchange onsubmit onmouseover onmouseout
aria-label aria-hidden aria-labelledby aria-describedby aria-expanded aria-controls aria-haspopup aria-current aria-level aria-live aria-selected aria-modal
data-id data-src data-srcset data-url data-type data-name data-title data-toggle data-target data-value data-index data-testid data-href data-lazy data-sizes
d fill stroke stroke-width stroke-linecap stroke-linejoin fill-rule clip-rule clip-path transform viewbox points x y x1 x2 y1 y2 cx cy r rx ry version opacity offset stop-color focusable
definitionurl definitionURL prompt as is slot part nonce imagesrcset imagesizes profile data code classid codebase codetype archive object nohref rules frame char charoff
""".split()

names = []
for name in TAGS:
    if name not in names:
        names.append(name)
tag_count = len(names)
rest = SVG_TAGS + [n.lower() for n in SVG_TAGS] + MORE_TAGS + ATTRIBUTES + SVG_ATTRIBUTES + [n.lower() for n in SVG_ATTRIBUTES] + FOREIGN_ATTRIBUTES
for name in rest:
    if name not in names:
        names.append(name)
number = {name: index + 1 for index, name in enumerate(names)}  # 0 is no name

KEYWORDS = set("as associatedtype break case catch class continue default defer deinit do else enum extension fallthrough false fileprivate for func guard if import in init inout internal is let nil operator private precedencegroup protocol public repeat rethrows return self static struct subscript super switch throw throws true try typealias var where while Type Protocol open".split())


def identifier(name):
    parts = name.replace(":", "-").split("-")
    word = parts[0] + "".join(p[:1].upper() + p[1:] for p in parts[1:])
    if word == "annotationXml":
        word = "annotationXML"
    return f"`{word}`" if word in KEYWORDS else word


HEADER = "// swift-format-ignore-file\n// Written by generate-tables.py; do not edit.\n\n"

out = [HEADER, "/// The names that every tree knows, so that they can be compared as numbers.\nextension HTMLName {\n"]
taken = set()
for name in names:
    word = identifier(name)
    if word in taken:
        word += "Attribute"
    taken.add(word)
    out.append(f"    /// The name `{name}`.\n    @inlinable public static var {word}: HTMLName {{ HTMLName(rawValue: {number[name]}) }}\n")
out.append("}\n")
(HERE / "HTMLName+Known.swift").write_text("".join(out))

# ---- categories (13.2.4.2 the stack of open elements, 13.2.6.2 implied end tags, 13.1.2 void elements)
SPECIAL = """address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure
footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p param
plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp""".split()
SCOPE = "applet caption html table td th marquee object select template".split()
FORMATTING = "a b big code em font i nobr s small strike strong tt u".split()
IMPLIED = "dd dt li optgroup option p rb rp rt rtc".split()
THOROUGH = IMPLIED + "caption colgroup tbody td tfoot th thead tr".split()
VOID = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
HEADING = "h1 h2 h3 h4 h5 h6".split()
RAW = "style script xmp iframe noembed noframes plaintext".split()

bits = [
    ("special", SPECIAL), ("scope", SCOPE), ("listItemScope", SCOPE + ["ol", "ul"]), ("buttonScope", SCOPE + ["button"]), ("tableScope", ["html", "table", "template"]),
    ("formatting", FORMATTING), ("impliedEnd", IMPLIED), ("thoroughlyImpliedEnd", THOROUGH), ("void", VOID), ("heading", HEADING), ("rawText", RAW),
]
flags = [0] * (tag_count + 1)
for bit, (_, members) in enumerate(bits):
    for member in members:
        assert number[member] <= tag_count, member
        flags[number[member]] |= 1 << bit


def rows(values, width=110, indent="        "):
    lines, line = [], indent
    for value in values:
        piece = f"{value}, "
        if len(line) + len(piece) > width:
            lines.append(line.rstrip())
            line = indent
        line += piece
    lines.append(line.rstrip())
    return "\n".join(lines)


def literal(text, width=96, indent="        "):
    """A Swift string expression of several lines, with every awkward character escaped."""
    pieces, line = [], ""
    for character in text:
        code = ord(character)
        if character == "\\" or character == '"':
            piece = "\\" + character
        elif 32 <= code < 127:
            piece = character
        else:
            piece = f"\\u{{{code:x}}}"
        if len(line) + len(piece) > width:
            pieces.append(line)
            line = ""
        line += piece
    pieces.append(line)
    return '"""\n' + "\\\n".join(indent + p for p in pieces) + f'\n{indent}"""'


out = [HEADER, "/// What parsing must know of an element by its name, as bits.\nstruct ElementCategories: OptionSet {\n    let rawValue: UInt16\n\n"]
for bit, (name, _) in enumerate(bits):
    out.append(f"    static var {name}: ElementCategories {{ ElementCategories(rawValue: {1 << bit}) }}\n")
out.append("}\n\n/// The known names and the categories of those that are tags.\nenum KnownNames {\n")
out.append(f"    /// Names below this number have categories.\n    static let tagCount = {tag_count + 1}\n\n    /// How many names there are, the empty name 0 included.\n    static let count = {len(names) + 1}\n\n")
out.append(f"    /// All names in order, each followed by a slash.\n    static let text: StaticString = {literal(''.join(n + '/' for n in names))}\n\n")
out.append(f"    /// The categories of HTML elements by number of name.\n    static let categories: [UInt16] = [\n{rows(flags)}\n    ]\n\n")
svg_pairs = [(number[n.lower()], number[n]) for n in SVG_TAGS]
attribute_pairs = [(number[n.lower()], number[n]) for n in SVG_ATTRIBUTES]
adjust = [0] * (len(names) + 1)
attribute_adjust = [0] * (len(names) + 1)
for low, camel in svg_pairs:
    adjust[low] = camel
for low, camel in attribute_pairs:
    attribute_adjust[low] = camel
out.append(f"    /// The mixed-case name of an SVG element by the number of its lower-case name, or 0 (13.2.6.5).\n    static let svgTags: [UInt16] = [\n{rows(adjust)}\n    ]\n\n")
out.append(f"    /// The mixed-case name of an SVG attribute by the number of its lower-case name, or 0 (13.2.6.1).\n    static let svgAttributes: [UInt16] = [\n{rows(attribute_adjust)}\n    ]\n}}\n")
(HERE / "KnownNames.swift").write_text("".join(out))

# ---- named character references (13.5)
entries = sorted((name.encode(), value) for name, value in html.entities.html5.items())
name_text, value_text = "", ""
name_starts, value_starts = [], []
for name, value in entries:
    name_starts.append(len(name_text))
    name_text += name.decode()
    value_starts.append(len(value_text.encode()))
    value_text += value
name_starts.append(len(name_text))
value_starts.append(len(value_text.encode()))
first = []
for code in range(65, 124):
    first.append(next((i for i, (n, _) in enumerate(entries) if n[0] >= code), len(entries)))
out = [HEADER, "/// The named character references of the standard (13.5), sorted by name.\nenum NamedCharacterReferences {\n"]
out.append(f"    /// How many there are.\n    static let count = {len(entries)}\n\n")
out.append(f"    /// The longest name without a final semicolon.\n    static let longestLegacyName = {max(len(n) for n, _ in entries if not n.endswith(b';'))}\n\n")
out.append(f"    /// The longest name.\n    static let longestName = {max(len(n) for n, _ in entries)}\n\n")
out.append(f"    /// All names, one after the other.\n    static let names: StaticString = {literal(name_text)}\n\n")
out.append(f"    /// What the names stand for, one after the other, in UTF-8.\n    static let values: StaticString = {literal(value_text)}\n\n")
out.append(f"    /// Where each name begins, and where the last ends.\n    static let nameStarts: [UInt16] = [\n{rows(name_starts)}\n    ]\n\n")
out.append(f"    /// Where each value begins, and where the last ends.\n    static let valueStarts: [UInt16] = [\n{rows(value_starts)}\n    ]\n\n")
out.append(f"    /// The first entry whose name begins with `A` or a later letter, then `B`, and so on to one past `z`.\n    static let firstByLetter: [UInt16] = [\n{rows(first)}\n    ]\n}}\n")
(HERE / "NamedCharacterReferences.swift").write_text("".join(out))
print(tag_count, len(names), len(entries), len(name_text))
