// swift-format-ignore-file
// Written by generate-tables.py; do not edit.

/// The names that every tree knows, so that they can be compared as numbers.
extension HTMLName {
    /// The name `html`.
    @inlinable public static var html: HTMLName { HTMLName(rawValue: 1) }
    /// The name `head`.
    @inlinable public static var head: HTMLName { HTMLName(rawValue: 2) }
    /// The name `body`.
    @inlinable public static var body: HTMLName { HTMLName(rawValue: 3) }
    /// The name `frameset`.
    @inlinable public static var frameset: HTMLName { HTMLName(rawValue: 4) }
    /// The name `frame`.
    @inlinable public static var frame: HTMLName { HTMLName(rawValue: 5) }
    /// The name `base`.
    @inlinable public static var base: HTMLName { HTMLName(rawValue: 6) }
    /// The name `basefont`.
    @inlinable public static var basefont: HTMLName { HTMLName(rawValue: 7) }
    /// The name `bgsound`.
    @inlinable public static var bgsound: HTMLName { HTMLName(rawValue: 8) }
    /// The name `link`.
    @inlinable public static var link: HTMLName { HTMLName(rawValue: 9) }
    /// The name `meta`.
    @inlinable public static var meta: HTMLName { HTMLName(rawValue: 10) }
    /// The name `title`.
    @inlinable public static var title: HTMLName { HTMLName(rawValue: 11) }
    /// The name `noscript`.
    @inlinable public static var noscript: HTMLName { HTMLName(rawValue: 12) }
    /// The name `noframes`.
    @inlinable public static var noframes: HTMLName { HTMLName(rawValue: 13) }
    /// The name `style`.
    @inlinable public static var style: HTMLName { HTMLName(rawValue: 14) }
    /// The name `script`.
    @inlinable public static var script: HTMLName { HTMLName(rawValue: 15) }
    /// The name `template`.
    @inlinable public static var template: HTMLName { HTMLName(rawValue: 16) }
    /// The name `address`.
    @inlinable public static var address: HTMLName { HTMLName(rawValue: 17) }
    /// The name `article`.
    @inlinable public static var article: HTMLName { HTMLName(rawValue: 18) }
    /// The name `aside`.
    @inlinable public static var aside: HTMLName { HTMLName(rawValue: 19) }
    /// The name `blockquote`.
    @inlinable public static var blockquote: HTMLName { HTMLName(rawValue: 20) }
    /// The name `center`.
    @inlinable public static var center: HTMLName { HTMLName(rawValue: 21) }
    /// The name `details`.
    @inlinable public static var details: HTMLName { HTMLName(rawValue: 22) }
    /// The name `dialog`.
    @inlinable public static var dialog: HTMLName { HTMLName(rawValue: 23) }
    /// The name `dir`.
    @inlinable public static var dir: HTMLName { HTMLName(rawValue: 24) }
    /// The name `div`.
    @inlinable public static var div: HTMLName { HTMLName(rawValue: 25) }
    /// The name `dl`.
    @inlinable public static var dl: HTMLName { HTMLName(rawValue: 26) }
    /// The name `fieldset`.
    @inlinable public static var fieldset: HTMLName { HTMLName(rawValue: 27) }
    /// The name `figcaption`.
    @inlinable public static var figcaption: HTMLName { HTMLName(rawValue: 28) }
    /// The name `figure`.
    @inlinable public static var figure: HTMLName { HTMLName(rawValue: 29) }
    /// The name `footer`.
    @inlinable public static var footer: HTMLName { HTMLName(rawValue: 30) }
    /// The name `header`.
    @inlinable public static var header: HTMLName { HTMLName(rawValue: 31) }
    /// The name `hgroup`.
    @inlinable public static var hgroup: HTMLName { HTMLName(rawValue: 32) }
    /// The name `main`.
    @inlinable public static var main: HTMLName { HTMLName(rawValue: 33) }
    /// The name `menu`.
    @inlinable public static var menu: HTMLName { HTMLName(rawValue: 34) }
    /// The name `nav`.
    @inlinable public static var nav: HTMLName { HTMLName(rawValue: 35) }
    /// The name `ol`.
    @inlinable public static var ol: HTMLName { HTMLName(rawValue: 36) }
    /// The name `p`.
    @inlinable public static var p: HTMLName { HTMLName(rawValue: 37) }
    /// The name `search`.
    @inlinable public static var search: HTMLName { HTMLName(rawValue: 38) }
    /// The name `section`.
    @inlinable public static var section: HTMLName { HTMLName(rawValue: 39) }
    /// The name `summary`.
    @inlinable public static var summary: HTMLName { HTMLName(rawValue: 40) }
    /// The name `ul`.
    @inlinable public static var ul: HTMLName { HTMLName(rawValue: 41) }
    /// The name `h1`.
    @inlinable public static var h1: HTMLName { HTMLName(rawValue: 42) }
    /// The name `h2`.
    @inlinable public static var h2: HTMLName { HTMLName(rawValue: 43) }
    /// The name `h3`.
    @inlinable public static var h3: HTMLName { HTMLName(rawValue: 44) }
    /// The name `h4`.
    @inlinable public static var h4: HTMLName { HTMLName(rawValue: 45) }
    /// The name `h5`.
    @inlinable public static var h5: HTMLName { HTMLName(rawValue: 46) }
    /// The name `h6`.
    @inlinable public static var h6: HTMLName { HTMLName(rawValue: 47) }
    /// The name `pre`.
    @inlinable public static var pre: HTMLName { HTMLName(rawValue: 48) }
    /// The name `listing`.
    @inlinable public static var listing: HTMLName { HTMLName(rawValue: 49) }
    /// The name `form`.
    @inlinable public static var form: HTMLName { HTMLName(rawValue: 50) }
    /// The name `li`.
    @inlinable public static var li: HTMLName { HTMLName(rawValue: 51) }
    /// The name `dd`.
    @inlinable public static var dd: HTMLName { HTMLName(rawValue: 52) }
    /// The name `dt`.
    @inlinable public static var dt: HTMLName { HTMLName(rawValue: 53) }
    /// The name `plaintext`.
    @inlinable public static var plaintext: HTMLName { HTMLName(rawValue: 54) }
    /// The name `button`.
    @inlinable public static var button: HTMLName { HTMLName(rawValue: 55) }
    /// The name `a`.
    @inlinable public static var a: HTMLName { HTMLName(rawValue: 56) }
    /// The name `b`.
    @inlinable public static var b: HTMLName { HTMLName(rawValue: 57) }
    /// The name `big`.
    @inlinable public static var big: HTMLName { HTMLName(rawValue: 58) }
    /// The name `code`.
    @inlinable public static var code: HTMLName { HTMLName(rawValue: 59) }
    /// The name `em`.
    @inlinable public static var em: HTMLName { HTMLName(rawValue: 60) }
    /// The name `font`.
    @inlinable public static var font: HTMLName { HTMLName(rawValue: 61) }
    /// The name `i`.
    @inlinable public static var i: HTMLName { HTMLName(rawValue: 62) }
    /// The name `s`.
    @inlinable public static var s: HTMLName { HTMLName(rawValue: 63) }
    /// The name `small`.
    @inlinable public static var small: HTMLName { HTMLName(rawValue: 64) }
    /// The name `strike`.
    @inlinable public static var strike: HTMLName { HTMLName(rawValue: 65) }
    /// The name `strong`.
    @inlinable public static var strong: HTMLName { HTMLName(rawValue: 66) }
    /// The name `tt`.
    @inlinable public static var tt: HTMLName { HTMLName(rawValue: 67) }
    /// The name `u`.
    @inlinable public static var u: HTMLName { HTMLName(rawValue: 68) }
    /// The name `nobr`.
    @inlinable public static var nobr: HTMLName { HTMLName(rawValue: 69) }
    /// The name `applet`.
    @inlinable public static var applet: HTMLName { HTMLName(rawValue: 70) }
    /// The name `marquee`.
    @inlinable public static var marquee: HTMLName { HTMLName(rawValue: 71) }
    /// The name `object`.
    @inlinable public static var object: HTMLName { HTMLName(rawValue: 72) }
    /// The name `table`.
    @inlinable public static var table: HTMLName { HTMLName(rawValue: 73) }
    /// The name `area`.
    @inlinable public static var area: HTMLName { HTMLName(rawValue: 74) }
    /// The name `br`.
    @inlinable public static var br: HTMLName { HTMLName(rawValue: 75) }
    /// The name `embed`.
    @inlinable public static var embed: HTMLName { HTMLName(rawValue: 76) }
    /// The name `img`.
    @inlinable public static var img: HTMLName { HTMLName(rawValue: 77) }
    /// The name `keygen`.
    @inlinable public static var keygen: HTMLName { HTMLName(rawValue: 78) }
    /// The name `wbr`.
    @inlinable public static var wbr: HTMLName { HTMLName(rawValue: 79) }
    /// The name `input`.
    @inlinable public static var input: HTMLName { HTMLName(rawValue: 80) }
    /// The name `param`.
    @inlinable public static var param: HTMLName { HTMLName(rawValue: 81) }
    /// The name `source`.
    @inlinable public static var source: HTMLName { HTMLName(rawValue: 82) }
    /// The name `track`.
    @inlinable public static var track: HTMLName { HTMLName(rawValue: 83) }
    /// The name `hr`.
    @inlinable public static var hr: HTMLName { HTMLName(rawValue: 84) }
    /// The name `image`.
    @inlinable public static var image: HTMLName { HTMLName(rawValue: 85) }
    /// The name `textarea`.
    @inlinable public static var textarea: HTMLName { HTMLName(rawValue: 86) }
    /// The name `xmp`.
    @inlinable public static var xmp: HTMLName { HTMLName(rawValue: 87) }
    /// The name `iframe`.
    @inlinable public static var iframe: HTMLName { HTMLName(rawValue: 88) }
    /// The name `noembed`.
    @inlinable public static var noembed: HTMLName { HTMLName(rawValue: 89) }
    /// The name `select`.
    @inlinable public static var select: HTMLName { HTMLName(rawValue: 90) }
    /// The name `optgroup`.
    @inlinable public static var optgroup: HTMLName { HTMLName(rawValue: 91) }
    /// The name `option`.
    @inlinable public static var option: HTMLName { HTMLName(rawValue: 92) }
    /// The name `rb`.
    @inlinable public static var rb: HTMLName { HTMLName(rawValue: 93) }
    /// The name `rtc`.
    @inlinable public static var rtc: HTMLName { HTMLName(rawValue: 94) }
    /// The name `rp`.
    @inlinable public static var rp: HTMLName { HTMLName(rawValue: 95) }
    /// The name `rt`.
    @inlinable public static var rt: HTMLName { HTMLName(rawValue: 96) }
    /// The name `ruby`.
    @inlinable public static var ruby: HTMLName { HTMLName(rawValue: 97) }
    /// The name `math`.
    @inlinable public static var math: HTMLName { HTMLName(rawValue: 98) }
    /// The name `svg`.
    @inlinable public static var svg: HTMLName { HTMLName(rawValue: 99) }
    /// The name `caption`.
    @inlinable public static var caption: HTMLName { HTMLName(rawValue: 100) }
    /// The name `col`.
    @inlinable public static var col: HTMLName { HTMLName(rawValue: 101) }
    /// The name `colgroup`.
    @inlinable public static var colgroup: HTMLName { HTMLName(rawValue: 102) }
    /// The name `tbody`.
    @inlinable public static var tbody: HTMLName { HTMLName(rawValue: 103) }
    /// The name `td`.
    @inlinable public static var td: HTMLName { HTMLName(rawValue: 104) }
    /// The name `tfoot`.
    @inlinable public static var tfoot: HTMLName { HTMLName(rawValue: 105) }
    /// The name `th`.
    @inlinable public static var th: HTMLName { HTMLName(rawValue: 106) }
    /// The name `thead`.
    @inlinable public static var thead: HTMLName { HTMLName(rawValue: 107) }
    /// The name `tr`.
    @inlinable public static var tr: HTMLName { HTMLName(rawValue: 108) }
    /// The name `span`.
    @inlinable public static var span: HTMLName { HTMLName(rawValue: 109) }
    /// The name `label`.
    @inlinable public static var label: HTMLName { HTMLName(rawValue: 110) }
    /// The name `abbr`.
    @inlinable public static var abbr: HTMLName { HTMLName(rawValue: 111) }
    /// The name `acronym`.
    @inlinable public static var acronym: HTMLName { HTMLName(rawValue: 112) }
    /// The name `bdi`.
    @inlinable public static var bdi: HTMLName { HTMLName(rawValue: 113) }
    /// The name `bdo`.
    @inlinable public static var bdo: HTMLName { HTMLName(rawValue: 114) }
    /// The name `canvas`.
    @inlinable public static var canvas: HTMLName { HTMLName(rawValue: 115) }
    /// The name `cite`.
    @inlinable public static var cite: HTMLName { HTMLName(rawValue: 116) }
    /// The name `data`.
    @inlinable public static var data: HTMLName { HTMLName(rawValue: 117) }
    /// The name `datalist`.
    @inlinable public static var datalist: HTMLName { HTMLName(rawValue: 118) }
    /// The name `del`.
    @inlinable public static var del: HTMLName { HTMLName(rawValue: 119) }
    /// The name `dfn`.
    @inlinable public static var dfn: HTMLName { HTMLName(rawValue: 120) }
    /// The name `ins`.
    @inlinable public static var ins: HTMLName { HTMLName(rawValue: 121) }
    /// The name `kbd`.
    @inlinable public static var kbd: HTMLName { HTMLName(rawValue: 122) }
    /// The name `map`.
    @inlinable public static var map: HTMLName { HTMLName(rawValue: 123) }
    /// The name `mark`.
    @inlinable public static var mark: HTMLName { HTMLName(rawValue: 124) }
    /// The name `meter`.
    @inlinable public static var meter: HTMLName { HTMLName(rawValue: 125) }
    /// The name `output`.
    @inlinable public static var output: HTMLName { HTMLName(rawValue: 126) }
    /// The name `picture`.
    @inlinable public static var picture: HTMLName { HTMLName(rawValue: 127) }
    /// The name `portal`.
    @inlinable public static var portal: HTMLName { HTMLName(rawValue: 128) }
    /// The name `progress`.
    @inlinable public static var progress: HTMLName { HTMLName(rawValue: 129) }
    /// The name `q`.
    @inlinable public static var q: HTMLName { HTMLName(rawValue: 130) }
    /// The name `samp`.
    @inlinable public static var samp: HTMLName { HTMLName(rawValue: 131) }
    /// The name `slot`.
    @inlinable public static var slot: HTMLName { HTMLName(rawValue: 132) }
    /// The name `sub`.
    @inlinable public static var sub: HTMLName { HTMLName(rawValue: 133) }
    /// The name `sup`.
    @inlinable public static var sup: HTMLName { HTMLName(rawValue: 134) }
    /// The name `time`.
    @inlinable public static var time: HTMLName { HTMLName(rawValue: 135) }
    /// The name `var`.
    @inlinable public static var `var`: HTMLName { HTMLName(rawValue: 136) }
    /// The name `video`.
    @inlinable public static var video: HTMLName { HTMLName(rawValue: 137) }
    /// The name `audio`.
    @inlinable public static var audio: HTMLName { HTMLName(rawValue: 138) }
    /// The name `legend`.
    @inlinable public static var legend: HTMLName { HTMLName(rawValue: 139) }
    /// The name `menuitem`.
    @inlinable public static var menuitem: HTMLName { HTMLName(rawValue: 140) }
    /// The name `isindex`.
    @inlinable public static var isindex: HTMLName { HTMLName(rawValue: 141) }
    /// The name `command`.
    @inlinable public static var command: HTMLName { HTMLName(rawValue: 142) }
    /// The name `content`.
    @inlinable public static var content: HTMLName { HTMLName(rawValue: 143) }
    /// The name `shadow`.
    @inlinable public static var shadow: HTMLName { HTMLName(rawValue: 144) }
    /// The name `spacer`.
    @inlinable public static var spacer: HTMLName { HTMLName(rawValue: 145) }
    /// The name `blink`.
    @inlinable public static var blink: HTMLName { HTMLName(rawValue: 146) }
    /// The name `multicol`.
    @inlinable public static var multicol: HTMLName { HTMLName(rawValue: 147) }
    /// The name `nextid`.
    @inlinable public static var nextid: HTMLName { HTMLName(rawValue: 148) }
    /// The name `rbc`.
    @inlinable public static var rbc: HTMLName { HTMLName(rawValue: 149) }
    /// The name `mi`.
    @inlinable public static var mi: HTMLName { HTMLName(rawValue: 150) }
    /// The name `mo`.
    @inlinable public static var mo: HTMLName { HTMLName(rawValue: 151) }
    /// The name `mn`.
    @inlinable public static var mn: HTMLName { HTMLName(rawValue: 152) }
    /// The name `ms`.
    @inlinable public static var ms: HTMLName { HTMLName(rawValue: 153) }
    /// The name `mtext`.
    @inlinable public static var mtext: HTMLName { HTMLName(rawValue: 154) }
    /// The name `annotation-xml`.
    @inlinable public static var annotationXML: HTMLName { HTMLName(rawValue: 155) }
    /// The name `mglyph`.
    @inlinable public static var mglyph: HTMLName { HTMLName(rawValue: 156) }
    /// The name `malignmark`.
    @inlinable public static var malignmark: HTMLName { HTMLName(rawValue: 157) }
    /// The name `foreignObject`.
    @inlinable public static var foreignObject: HTMLName { HTMLName(rawValue: 158) }
    /// The name `desc`.
    @inlinable public static var desc: HTMLName { HTMLName(rawValue: 159) }
    /// The name `foreignobject`.
    @inlinable public static var foreignobject: HTMLName { HTMLName(rawValue: 160) }
    /// The name `altGlyph`.
    @inlinable public static var altGlyph: HTMLName { HTMLName(rawValue: 161) }
    /// The name `altGlyphDef`.
    @inlinable public static var altGlyphDef: HTMLName { HTMLName(rawValue: 162) }
    /// The name `altGlyphItem`.
    @inlinable public static var altGlyphItem: HTMLName { HTMLName(rawValue: 163) }
    /// The name `animateColor`.
    @inlinable public static var animateColor: HTMLName { HTMLName(rawValue: 164) }
    /// The name `animateMotion`.
    @inlinable public static var animateMotion: HTMLName { HTMLName(rawValue: 165) }
    /// The name `animateTransform`.
    @inlinable public static var animateTransform: HTMLName { HTMLName(rawValue: 166) }
    /// The name `clipPath`.
    @inlinable public static var clipPath: HTMLName { HTMLName(rawValue: 167) }
    /// The name `feBlend`.
    @inlinable public static var feBlend: HTMLName { HTMLName(rawValue: 168) }
    /// The name `feColorMatrix`.
    @inlinable public static var feColorMatrix: HTMLName { HTMLName(rawValue: 169) }
    /// The name `feComponentTransfer`.
    @inlinable public static var feComponentTransfer: HTMLName { HTMLName(rawValue: 170) }
    /// The name `feComposite`.
    @inlinable public static var feComposite: HTMLName { HTMLName(rawValue: 171) }
    /// The name `feConvolveMatrix`.
    @inlinable public static var feConvolveMatrix: HTMLName { HTMLName(rawValue: 172) }
    /// The name `feDiffuseLighting`.
    @inlinable public static var feDiffuseLighting: HTMLName { HTMLName(rawValue: 173) }
    /// The name `feDisplacementMap`.
    @inlinable public static var feDisplacementMap: HTMLName { HTMLName(rawValue: 174) }
    /// The name `feDistantLight`.
    @inlinable public static var feDistantLight: HTMLName { HTMLName(rawValue: 175) }
    /// The name `feDropShadow`.
    @inlinable public static var feDropShadow: HTMLName { HTMLName(rawValue: 176) }
    /// The name `feFlood`.
    @inlinable public static var feFlood: HTMLName { HTMLName(rawValue: 177) }
    /// The name `feFuncA`.
    @inlinable public static var feFuncA: HTMLName { HTMLName(rawValue: 178) }
    /// The name `feFuncB`.
    @inlinable public static var feFuncB: HTMLName { HTMLName(rawValue: 179) }
    /// The name `feFuncG`.
    @inlinable public static var feFuncG: HTMLName { HTMLName(rawValue: 180) }
    /// The name `feFuncR`.
    @inlinable public static var feFuncR: HTMLName { HTMLName(rawValue: 181) }
    /// The name `feGaussianBlur`.
    @inlinable public static var feGaussianBlur: HTMLName { HTMLName(rawValue: 182) }
    /// The name `feImage`.
    @inlinable public static var feImage: HTMLName { HTMLName(rawValue: 183) }
    /// The name `feMerge`.
    @inlinable public static var feMerge: HTMLName { HTMLName(rawValue: 184) }
    /// The name `feMergeNode`.
    @inlinable public static var feMergeNode: HTMLName { HTMLName(rawValue: 185) }
    /// The name `feMorphology`.
    @inlinable public static var feMorphology: HTMLName { HTMLName(rawValue: 186) }
    /// The name `feOffset`.
    @inlinable public static var feOffset: HTMLName { HTMLName(rawValue: 187) }
    /// The name `fePointLight`.
    @inlinable public static var fePointLight: HTMLName { HTMLName(rawValue: 188) }
    /// The name `feSpecularLighting`.
    @inlinable public static var feSpecularLighting: HTMLName { HTMLName(rawValue: 189) }
    /// The name `feSpotLight`.
    @inlinable public static var feSpotLight: HTMLName { HTMLName(rawValue: 190) }
    /// The name `feTile`.
    @inlinable public static var feTile: HTMLName { HTMLName(rawValue: 191) }
    /// The name `feTurbulence`.
    @inlinable public static var feTurbulence: HTMLName { HTMLName(rawValue: 192) }
    /// The name `glyphRef`.
    @inlinable public static var glyphRef: HTMLName { HTMLName(rawValue: 193) }
    /// The name `linearGradient`.
    @inlinable public static var linearGradient: HTMLName { HTMLName(rawValue: 194) }
    /// The name `radialGradient`.
    @inlinable public static var radialGradient: HTMLName { HTMLName(rawValue: 195) }
    /// The name `textPath`.
    @inlinable public static var textPath: HTMLName { HTMLName(rawValue: 196) }
    /// The name `altglyph`.
    @inlinable public static var altglyph: HTMLName { HTMLName(rawValue: 197) }
    /// The name `altglyphdef`.
    @inlinable public static var altglyphdef: HTMLName { HTMLName(rawValue: 198) }
    /// The name `altglyphitem`.
    @inlinable public static var altglyphitem: HTMLName { HTMLName(rawValue: 199) }
    /// The name `animatecolor`.
    @inlinable public static var animatecolor: HTMLName { HTMLName(rawValue: 200) }
    /// The name `animatemotion`.
    @inlinable public static var animatemotion: HTMLName { HTMLName(rawValue: 201) }
    /// The name `animatetransform`.
    @inlinable public static var animatetransform: HTMLName { HTMLName(rawValue: 202) }
    /// The name `clippath`.
    @inlinable public static var clippath: HTMLName { HTMLName(rawValue: 203) }
    /// The name `feblend`.
    @inlinable public static var feblend: HTMLName { HTMLName(rawValue: 204) }
    /// The name `fecolormatrix`.
    @inlinable public static var fecolormatrix: HTMLName { HTMLName(rawValue: 205) }
    /// The name `fecomponenttransfer`.
    @inlinable public static var fecomponenttransfer: HTMLName { HTMLName(rawValue: 206) }
    /// The name `fecomposite`.
    @inlinable public static var fecomposite: HTMLName { HTMLName(rawValue: 207) }
    /// The name `feconvolvematrix`.
    @inlinable public static var feconvolvematrix: HTMLName { HTMLName(rawValue: 208) }
    /// The name `fediffuselighting`.
    @inlinable public static var fediffuselighting: HTMLName { HTMLName(rawValue: 209) }
    /// The name `fedisplacementmap`.
    @inlinable public static var fedisplacementmap: HTMLName { HTMLName(rawValue: 210) }
    /// The name `fedistantlight`.
    @inlinable public static var fedistantlight: HTMLName { HTMLName(rawValue: 211) }
    /// The name `fedropshadow`.
    @inlinable public static var fedropshadow: HTMLName { HTMLName(rawValue: 212) }
    /// The name `feflood`.
    @inlinable public static var feflood: HTMLName { HTMLName(rawValue: 213) }
    /// The name `fefunca`.
    @inlinable public static var fefunca: HTMLName { HTMLName(rawValue: 214) }
    /// The name `fefuncb`.
    @inlinable public static var fefuncb: HTMLName { HTMLName(rawValue: 215) }
    /// The name `fefuncg`.
    @inlinable public static var fefuncg: HTMLName { HTMLName(rawValue: 216) }
    /// The name `fefuncr`.
    @inlinable public static var fefuncr: HTMLName { HTMLName(rawValue: 217) }
    /// The name `fegaussianblur`.
    @inlinable public static var fegaussianblur: HTMLName { HTMLName(rawValue: 218) }
    /// The name `feimage`.
    @inlinable public static var feimage: HTMLName { HTMLName(rawValue: 219) }
    /// The name `femerge`.
    @inlinable public static var femerge: HTMLName { HTMLName(rawValue: 220) }
    /// The name `femergenode`.
    @inlinable public static var femergenode: HTMLName { HTMLName(rawValue: 221) }
    /// The name `femorphology`.
    @inlinable public static var femorphology: HTMLName { HTMLName(rawValue: 222) }
    /// The name `feoffset`.
    @inlinable public static var feoffset: HTMLName { HTMLName(rawValue: 223) }
    /// The name `fepointlight`.
    @inlinable public static var fepointlight: HTMLName { HTMLName(rawValue: 224) }
    /// The name `fespecularlighting`.
    @inlinable public static var fespecularlighting: HTMLName { HTMLName(rawValue: 225) }
    /// The name `fespotlight`.
    @inlinable public static var fespotlight: HTMLName { HTMLName(rawValue: 226) }
    /// The name `fetile`.
    @inlinable public static var fetile: HTMLName { HTMLName(rawValue: 227) }
    /// The name `feturbulence`.
    @inlinable public static var feturbulence: HTMLName { HTMLName(rawValue: 228) }
    /// The name `glyphref`.
    @inlinable public static var glyphref: HTMLName { HTMLName(rawValue: 229) }
    /// The name `lineargradient`.
    @inlinable public static var lineargradient: HTMLName { HTMLName(rawValue: 230) }
    /// The name `radialgradient`.
    @inlinable public static var radialgradient: HTMLName { HTMLName(rawValue: 231) }
    /// The name `textpath`.
    @inlinable public static var textpath: HTMLName { HTMLName(rawValue: 232) }
    /// The name `g`.
    @inlinable public static var g: HTMLName { HTMLName(rawValue: 233) }
    /// The name `path`.
    @inlinable public static var path: HTMLName { HTMLName(rawValue: 234) }
    /// The name `circle`.
    @inlinable public static var circle: HTMLName { HTMLName(rawValue: 235) }
    /// The name `rect`.
    @inlinable public static var rect: HTMLName { HTMLName(rawValue: 236) }
    /// The name `line`.
    @inlinable public static var line: HTMLName { HTMLName(rawValue: 237) }
    /// The name `polyline`.
    @inlinable public static var polyline: HTMLName { HTMLName(rawValue: 238) }
    /// The name `polygon`.
    @inlinable public static var polygon: HTMLName { HTMLName(rawValue: 239) }
    /// The name `ellipse`.
    @inlinable public static var ellipse: HTMLName { HTMLName(rawValue: 240) }
    /// The name `use`.
    @inlinable public static var use: HTMLName { HTMLName(rawValue: 241) }
    /// The name `defs`.
    @inlinable public static var defs: HTMLName { HTMLName(rawValue: 242) }
    /// The name `symbol`.
    @inlinable public static var symbol: HTMLName { HTMLName(rawValue: 243) }
    /// The name `text`.
    @inlinable public static var text: HTMLName { HTMLName(rawValue: 244) }
    /// The name `tspan`.
    @inlinable public static var tspan: HTMLName { HTMLName(rawValue: 245) }
    /// The name `stop`.
    @inlinable public static var stop: HTMLName { HTMLName(rawValue: 246) }
    /// The name `mask`.
    @inlinable public static var mask: HTMLName { HTMLName(rawValue: 247) }
    /// The name `pattern`.
    @inlinable public static var pattern: HTMLName { HTMLName(rawValue: 248) }
    /// The name `filter`.
    @inlinable public static var filter: HTMLName { HTMLName(rawValue: 249) }
    /// The name `marker`.
    @inlinable public static var marker: HTMLName { HTMLName(rawValue: 250) }
    /// The name `metadata`.
    @inlinable public static var metadata: HTMLName { HTMLName(rawValue: 251) }
    /// The name `view`.
    @inlinable public static var view: HTMLName { HTMLName(rawValue: 252) }
    /// The name `switch`.
    @inlinable public static var `switch`: HTMLName { HTMLName(rawValue: 253) }
    /// The name `set`.
    @inlinable public static var set: HTMLName { HTMLName(rawValue: 254) }
    /// The name `animate`.
    @inlinable public static var animate: HTMLName { HTMLName(rawValue: 255) }
    /// The name `mrow`.
    @inlinable public static var mrow: HTMLName { HTMLName(rawValue: 256) }
    /// The name `mfrac`.
    @inlinable public static var mfrac: HTMLName { HTMLName(rawValue: 257) }
    /// The name `msup`.
    @inlinable public static var msup: HTMLName { HTMLName(rawValue: 258) }
    /// The name `msub`.
    @inlinable public static var msub: HTMLName { HTMLName(rawValue: 259) }
    /// The name `msqrt`.
    @inlinable public static var msqrt: HTMLName { HTMLName(rawValue: 260) }
    /// The name `mfenced`.
    @inlinable public static var mfenced: HTMLName { HTMLName(rawValue: 261) }
    /// The name `mstyle`.
    @inlinable public static var mstyle: HTMLName { HTMLName(rawValue: 262) }
    /// The name `semantics`.
    @inlinable public static var semantics: HTMLName { HTMLName(rawValue: 263) }
    /// The name `annotation`.
    @inlinable public static var annotation: HTMLName { HTMLName(rawValue: 264) }
    /// The name `munder`.
    @inlinable public static var munder: HTMLName { HTMLName(rawValue: 265) }
    /// The name `mover`.
    @inlinable public static var mover: HTMLName { HTMLName(rawValue: 266) }
    /// The name `mtable`.
    @inlinable public static var mtable: HTMLName { HTMLName(rawValue: 267) }
    /// The name `mtr`.
    @inlinable public static var mtr: HTMLName { HTMLName(rawValue: 268) }
    /// The name `mtd`.
    @inlinable public static var mtd: HTMLName { HTMLName(rawValue: 269) }
    /// The name `mspace`.
    @inlinable public static var mspace: HTMLName { HTMLName(rawValue: 270) }
    /// The name `mpadded`.
    @inlinable public static var mpadded: HTMLName { HTMLName(rawValue: 271) }
    /// The name `class`.
    @inlinable public static var `class`: HTMLName { HTMLName(rawValue: 272) }
    /// The name `id`.
    @inlinable public static var id: HTMLName { HTMLName(rawValue: 273) }
    /// The name `href`.
    @inlinable public static var href: HTMLName { HTMLName(rawValue: 274) }
    /// The name `src`.
    @inlinable public static var src: HTMLName { HTMLName(rawValue: 275) }
    /// The name `name`.
    @inlinable public static var name: HTMLName { HTMLName(rawValue: 276) }
    /// The name `value`.
    @inlinable public static var value: HTMLName { HTMLName(rawValue: 277) }
    /// The name `type`.
    @inlinable public static var type: HTMLName { HTMLName(rawValue: 278) }
    /// The name `rel`.
    @inlinable public static var rel: HTMLName { HTMLName(rawValue: 279) }
    /// The name `alt`.
    @inlinable public static var alt: HTMLName { HTMLName(rawValue: 280) }
    /// The name `width`.
    @inlinable public static var width: HTMLName { HTMLName(rawValue: 281) }
    /// The name `height`.
    @inlinable public static var height: HTMLName { HTMLName(rawValue: 282) }
    /// The name `target`.
    @inlinable public static var target: HTMLName { HTMLName(rawValue: 283) }
    /// The name `lang`.
    @inlinable public static var lang: HTMLName { HTMLName(rawValue: 284) }
    /// The name `action`.
    @inlinable public static var action: HTMLName { HTMLName(rawValue: 285) }
    /// The name `method`.
    @inlinable public static var method: HTMLName { HTMLName(rawValue: 286) }
    /// The name `for`.
    @inlinable public static var `for`: HTMLName { HTMLName(rawValue: 287) }
    /// The name `placeholder`.
    @inlinable public static var placeholder: HTMLName { HTMLName(rawValue: 288) }
    /// The name `role`.
    @inlinable public static var role: HTMLName { HTMLName(rawValue: 289) }
    /// The name `property`.
    @inlinable public static var property: HTMLName { HTMLName(rawValue: 290) }
    /// The name `itemprop`.
    @inlinable public static var itemprop: HTMLName { HTMLName(rawValue: 291) }
    /// The name `itemscope`.
    @inlinable public static var itemscope: HTMLName { HTMLName(rawValue: 292) }
    /// The name `itemtype`.
    @inlinable public static var itemtype: HTMLName { HTMLName(rawValue: 293) }
    /// The name `itemid`.
    @inlinable public static var itemid: HTMLName { HTMLName(rawValue: 294) }
    /// The name `itemref`.
    @inlinable public static var itemref: HTMLName { HTMLName(rawValue: 295) }
    /// The name `http-equiv`.
    @inlinable public static var httpEquiv: HTMLName { HTMLName(rawValue: 296) }
    /// The name `charset`.
    @inlinable public static var charset: HTMLName { HTMLName(rawValue: 297) }
    /// The name `media`.
    @inlinable public static var media: HTMLName { HTMLName(rawValue: 298) }
    /// The name `sizes`.
    @inlinable public static var sizes: HTMLName { HTMLName(rawValue: 299) }
    /// The name `srcset`.
    @inlinable public static var srcset: HTMLName { HTMLName(rawValue: 300) }
    /// The name `loading`.
    @inlinable public static var loading: HTMLName { HTMLName(rawValue: 301) }
    /// The name `decoding`.
    @inlinable public static var decoding: HTMLName { HTMLName(rawValue: 302) }
    /// The name `fetchpriority`.
    @inlinable public static var fetchpriority: HTMLName { HTMLName(rawValue: 303) }
    /// The name `crossorigin`.
    @inlinable public static var crossorigin: HTMLName { HTMLName(rawValue: 304) }
    /// The name `integrity`.
    @inlinable public static var integrity: HTMLName { HTMLName(rawValue: 305) }
    /// The name `referrerpolicy`.
    @inlinable public static var referrerpolicy: HTMLName { HTMLName(rawValue: 306) }
    /// The name `async`.
    @inlinable public static var async: HTMLName { HTMLName(rawValue: 307) }
    /// The name `defer`.
    @inlinable public static var `defer`: HTMLName { HTMLName(rawValue: 308) }
    /// The name `nomodule`.
    @inlinable public static var nomodule: HTMLName { HTMLName(rawValue: 309) }
    /// The name `tabindex`.
    @inlinable public static var tabindex: HTMLName { HTMLName(rawValue: 310) }
    /// The name `hidden`.
    @inlinable public static var hidden: HTMLName { HTMLName(rawValue: 311) }
    /// The name `disabled`.
    @inlinable public static var disabled: HTMLName { HTMLName(rawValue: 312) }
    /// The name `checked`.
    @inlinable public static var checked: HTMLName { HTMLName(rawValue: 313) }
    /// The name `selected`.
    @inlinable public static var selected: HTMLName { HTMLName(rawValue: 314) }
    /// The name `readonly`.
    @inlinable public static var readonly: HTMLName { HTMLName(rawValue: 315) }
    /// The name `required`.
    @inlinable public static var required: HTMLName { HTMLName(rawValue: 316) }
    /// The name `multiple`.
    @inlinable public static var multiple: HTMLName { HTMLName(rawValue: 317) }
    /// The name `autocomplete`.
    @inlinable public static var autocomplete: HTMLName { HTMLName(rawValue: 318) }
    /// The name `autofocus`.
    @inlinable public static var autofocus: HTMLName { HTMLName(rawValue: 319) }
    /// The name `maxlength`.
    @inlinable public static var maxlength: HTMLName { HTMLName(rawValue: 320) }
    /// The name `minlength`.
    @inlinable public static var minlength: HTMLName { HTMLName(rawValue: 321) }
    /// The name `min`.
    @inlinable public static var min: HTMLName { HTMLName(rawValue: 322) }
    /// The name `max`.
    @inlinable public static var max: HTMLName { HTMLName(rawValue: 323) }
    /// The name `step`.
    @inlinable public static var step: HTMLName { HTMLName(rawValue: 324) }
    /// The name `rows`.
    @inlinable public static var rows: HTMLName { HTMLName(rawValue: 325) }
    /// The name `cols`.
    @inlinable public static var cols: HTMLName { HTMLName(rawValue: 326) }
    /// The name `colspan`.
    @inlinable public static var colspan: HTMLName { HTMLName(rawValue: 327) }
    /// The name `rowspan`.
    @inlinable public static var rowspan: HTMLName { HTMLName(rawValue: 328) }
    /// The name `headers`.
    @inlinable public static var headers: HTMLName { HTMLName(rawValue: 329) }
    /// The name `scope`.
    @inlinable public static var scope: HTMLName { HTMLName(rawValue: 330) }
    /// The name `align`.
    @inlinable public static var align: HTMLName { HTMLName(rawValue: 331) }
    /// The name `valign`.
    @inlinable public static var valign: HTMLName { HTMLName(rawValue: 332) }
    /// The name `border`.
    @inlinable public static var border: HTMLName { HTMLName(rawValue: 333) }
    /// The name `cellpadding`.
    @inlinable public static var cellpadding: HTMLName { HTMLName(rawValue: 334) }
    /// The name `cellspacing`.
    @inlinable public static var cellspacing: HTMLName { HTMLName(rawValue: 335) }
    /// The name `bgcolor`.
    @inlinable public static var bgcolor: HTMLName { HTMLName(rawValue: 336) }
    /// The name `color`.
    @inlinable public static var color: HTMLName { HTMLName(rawValue: 337) }
    /// The name `face`.
    @inlinable public static var face: HTMLName { HTMLName(rawValue: 338) }
    /// The name `size`.
    @inlinable public static var size: HTMLName { HTMLName(rawValue: 339) }
    /// The name `background`.
    @inlinable public static var background: HTMLName { HTMLName(rawValue: 340) }
    /// The name `vlink`.
    @inlinable public static var vlink: HTMLName { HTMLName(rawValue: 341) }
    /// The name `alink`.
    @inlinable public static var alink: HTMLName { HTMLName(rawValue: 342) }
    /// The name `clear`.
    @inlinable public static var clear: HTMLName { HTMLName(rawValue: 343) }
    /// The name `noshade`.
    @inlinable public static var noshade: HTMLName { HTMLName(rawValue: 344) }
    /// The name `nowrap`.
    @inlinable public static var nowrap: HTMLName { HTMLName(rawValue: 345) }
    /// The name `hspace`.
    @inlinable public static var hspace: HTMLName { HTMLName(rawValue: 346) }
    /// The name `vspace`.
    @inlinable public static var vspace: HTMLName { HTMLName(rawValue: 347) }
    /// The name `usemap`.
    @inlinable public static var usemap: HTMLName { HTMLName(rawValue: 348) }
    /// The name `ismap`.
    @inlinable public static var ismap: HTMLName { HTMLName(rawValue: 349) }
    /// The name `shape`.
    @inlinable public static var shape: HTMLName { HTMLName(rawValue: 350) }
    /// The name `coords`.
    @inlinable public static var coords: HTMLName { HTMLName(rawValue: 351) }
    /// The name `frameborder`.
    @inlinable public static var frameborder: HTMLName { HTMLName(rawValue: 352) }
    /// The name `scrolling`.
    @inlinable public static var scrolling: HTMLName { HTMLName(rawValue: 353) }
    /// The name `marginwidth`.
    @inlinable public static var marginwidth: HTMLName { HTMLName(rawValue: 354) }
    /// The name `marginheight`.
    @inlinable public static var marginheight: HTMLName { HTMLName(rawValue: 355) }
    /// The name `allow`.
    @inlinable public static var allow: HTMLName { HTMLName(rawValue: 356) }
    /// The name `allowfullscreen`.
    @inlinable public static var allowfullscreen: HTMLName { HTMLName(rawValue: 357) }
    /// The name `sandbox`.
    @inlinable public static var sandbox: HTMLName { HTMLName(rawValue: 358) }
    /// The name `srcdoc`.
    @inlinable public static var srcdoc: HTMLName { HTMLName(rawValue: 359) }
    /// The name `poster`.
    @inlinable public static var poster: HTMLName { HTMLName(rawValue: 360) }
    /// The name `controls`.
    @inlinable public static var controls: HTMLName { HTMLName(rawValue: 361) }
    /// The name `autoplay`.
    @inlinable public static var autoplay: HTMLName { HTMLName(rawValue: 362) }
    /// The name `loop`.
    @inlinable public static var loop: HTMLName { HTMLName(rawValue: 363) }
    /// The name `muted`.
    @inlinable public static var muted: HTMLName { HTMLName(rawValue: 364) }
    /// The name `preload`.
    @inlinable public static var preload: HTMLName { HTMLName(rawValue: 365) }
    /// The name `playsinline`.
    @inlinable public static var playsinline: HTMLName { HTMLName(rawValue: 366) }
    /// The name `datetime`.
    @inlinable public static var datetime: HTMLName { HTMLName(rawValue: 367) }
    /// The name `download`.
    @inlinable public static var download: HTMLName { HTMLName(rawValue: 368) }
    /// The name `ping`.
    @inlinable public static var ping: HTMLName { HTMLName(rawValue: 369) }
    /// The name `hreflang`.
    @inlinable public static var hreflang: HTMLName { HTMLName(rawValue: 370) }
    /// The name `accesskey`.
    @inlinable public static var accesskey: HTMLName { HTMLName(rawValue: 371) }
    /// The name `contenteditable`.
    @inlinable public static var contenteditable: HTMLName { HTMLName(rawValue: 372) }
    /// The name `draggable`.
    @inlinable public static var draggable: HTMLName { HTMLName(rawValue: 373) }
    /// The name `spellcheck`.
    @inlinable public static var spellcheck: HTMLName { HTMLName(rawValue: 374) }
    /// The name `translate`.
    @inlinable public static var translate: HTMLName { HTMLName(rawValue: 375) }
    /// The name `encoding`.
    @inlinable public static var encoding: HTMLName { HTMLName(rawValue: 376) }
    /// The name `enctype`.
    @inlinable public static var enctype: HTMLName { HTMLName(rawValue: 377) }
    /// The name `accept`.
    @inlinable public static var accept: HTMLName { HTMLName(rawValue: 378) }
    /// The name `accept-charset`.
    @inlinable public static var acceptCharset: HTMLName { HTMLName(rawValue: 379) }
    /// The name `novalidate`.
    @inlinable public static var novalidate: HTMLName { HTMLName(rawValue: 380) }
    /// The name `formaction`.
    @inlinable public static var formaction: HTMLName { HTMLName(rawValue: 381) }
    /// The name `formmethod`.
    @inlinable public static var formmethod: HTMLName { HTMLName(rawValue: 382) }
    /// The name `list`.
    @inlinable public static var list: HTMLName { HTMLName(rawValue: 383) }
    /// The name `open`.
    @inlinable public static var `open`: HTMLName { HTMLName(rawValue: 384) }
    /// The name `reversed`.
    @inlinable public static var reversed: HTMLName { HTMLName(rawValue: 385) }
    /// The name `start`.
    @inlinable public static var start: HTMLName { HTMLName(rawValue: 386) }
    /// The name `axis`.
    @inlinable public static var axis: HTMLName { HTMLName(rawValue: 387) }
    /// The name `onclick`.
    @inlinable public static var onclick: HTMLName { HTMLName(rawValue: 388) }
    /// The name `onload`.
    @inlinable public static var onload: HTMLName { HTMLName(rawValue: 389) }
    /// The name `onerror`.
    @inlinable public static var onerror: HTMLName { HTMLName(rawValue: 390) }
    /// The name `onchange`.
    @inlinable public static var onchange: HTMLName { HTMLName(rawValue: 391) }
    /// The name `onsubmit`.
    @inlinable public static var onsubmit: HTMLName { HTMLName(rawValue: 392) }
    /// The name `onmouseover`.
    @inlinable public static var onmouseover: HTMLName { HTMLName(rawValue: 393) }
    /// The name `onmouseout`.
    @inlinable public static var onmouseout: HTMLName { HTMLName(rawValue: 394) }
    /// The name `aria-label`.
    @inlinable public static var ariaLabel: HTMLName { HTMLName(rawValue: 395) }
    /// The name `aria-hidden`.
    @inlinable public static var ariaHidden: HTMLName { HTMLName(rawValue: 396) }
    /// The name `aria-labelledby`.
    @inlinable public static var ariaLabelledby: HTMLName { HTMLName(rawValue: 397) }
    /// The name `aria-describedby`.
    @inlinable public static var ariaDescribedby: HTMLName { HTMLName(rawValue: 398) }
    /// The name `aria-expanded`.
    @inlinable public static var ariaExpanded: HTMLName { HTMLName(rawValue: 399) }
    /// The name `aria-controls`.
    @inlinable public static var ariaControls: HTMLName { HTMLName(rawValue: 400) }
    /// The name `aria-haspopup`.
    @inlinable public static var ariaHaspopup: HTMLName { HTMLName(rawValue: 401) }
    /// The name `aria-current`.
    @inlinable public static var ariaCurrent: HTMLName { HTMLName(rawValue: 402) }
    /// The name `aria-level`.
    @inlinable public static var ariaLevel: HTMLName { HTMLName(rawValue: 403) }
    /// The name `aria-live`.
    @inlinable public static var ariaLive: HTMLName { HTMLName(rawValue: 404) }
    /// The name `aria-selected`.
    @inlinable public static var ariaSelected: HTMLName { HTMLName(rawValue: 405) }
    /// The name `aria-modal`.
    @inlinable public static var ariaModal: HTMLName { HTMLName(rawValue: 406) }
    /// The name `data-id`.
    @inlinable public static var dataId: HTMLName { HTMLName(rawValue: 407) }
    /// The name `data-src`.
    @inlinable public static var dataSrc: HTMLName { HTMLName(rawValue: 408) }
    /// The name `data-srcset`.
    @inlinable public static var dataSrcset: HTMLName { HTMLName(rawValue: 409) }
    /// The name `data-url`.
    @inlinable public static var dataUrl: HTMLName { HTMLName(rawValue: 410) }
    /// The name `data-type`.
    @inlinable public static var dataType: HTMLName { HTMLName(rawValue: 411) }
    /// The name `data-name`.
    @inlinable public static var dataName: HTMLName { HTMLName(rawValue: 412) }
    /// The name `data-title`.
    @inlinable public static var dataTitle: HTMLName { HTMLName(rawValue: 413) }
    /// The name `data-toggle`.
    @inlinable public static var dataToggle: HTMLName { HTMLName(rawValue: 414) }
    /// The name `data-target`.
    @inlinable public static var dataTarget: HTMLName { HTMLName(rawValue: 415) }
    /// The name `data-value`.
    @inlinable public static var dataValue: HTMLName { HTMLName(rawValue: 416) }
    /// The name `data-index`.
    @inlinable public static var dataIndex: HTMLName { HTMLName(rawValue: 417) }
    /// The name `data-testid`.
    @inlinable public static var dataTestid: HTMLName { HTMLName(rawValue: 418) }
    /// The name `data-href`.
    @inlinable public static var dataHref: HTMLName { HTMLName(rawValue: 419) }
    /// The name `data-lazy`.
    @inlinable public static var dataLazy: HTMLName { HTMLName(rawValue: 420) }
    /// The name `data-sizes`.
    @inlinable public static var dataSizes: HTMLName { HTMLName(rawValue: 421) }
    /// The name `d`.
    @inlinable public static var d: HTMLName { HTMLName(rawValue: 422) }
    /// The name `fill`.
    @inlinable public static var fill: HTMLName { HTMLName(rawValue: 423) }
    /// The name `stroke`.
    @inlinable public static var stroke: HTMLName { HTMLName(rawValue: 424) }
    /// The name `stroke-width`.
    @inlinable public static var strokeWidth: HTMLName { HTMLName(rawValue: 425) }
    /// The name `stroke-linecap`.
    @inlinable public static var strokeLinecap: HTMLName { HTMLName(rawValue: 426) }
    /// The name `stroke-linejoin`.
    @inlinable public static var strokeLinejoin: HTMLName { HTMLName(rawValue: 427) }
    /// The name `fill-rule`.
    @inlinable public static var fillRule: HTMLName { HTMLName(rawValue: 428) }
    /// The name `clip-rule`.
    @inlinable public static var clipRule: HTMLName { HTMLName(rawValue: 429) }
    /// The name `clip-path`.
    @inlinable public static var clipPathAttribute: HTMLName { HTMLName(rawValue: 430) }
    /// The name `transform`.
    @inlinable public static var transform: HTMLName { HTMLName(rawValue: 431) }
    /// The name `viewbox`.
    @inlinable public static var viewbox: HTMLName { HTMLName(rawValue: 432) }
    /// The name `points`.
    @inlinable public static var points: HTMLName { HTMLName(rawValue: 433) }
    /// The name `x`.
    @inlinable public static var x: HTMLName { HTMLName(rawValue: 434) }
    /// The name `y`.
    @inlinable public static var y: HTMLName { HTMLName(rawValue: 435) }
    /// The name `x1`.
    @inlinable public static var x1: HTMLName { HTMLName(rawValue: 436) }
    /// The name `x2`.
    @inlinable public static var x2: HTMLName { HTMLName(rawValue: 437) }
    /// The name `y1`.
    @inlinable public static var y1: HTMLName { HTMLName(rawValue: 438) }
    /// The name `y2`.
    @inlinable public static var y2: HTMLName { HTMLName(rawValue: 439) }
    /// The name `cx`.
    @inlinable public static var cx: HTMLName { HTMLName(rawValue: 440) }
    /// The name `cy`.
    @inlinable public static var cy: HTMLName { HTMLName(rawValue: 441) }
    /// The name `r`.
    @inlinable public static var r: HTMLName { HTMLName(rawValue: 442) }
    /// The name `rx`.
    @inlinable public static var rx: HTMLName { HTMLName(rawValue: 443) }
    /// The name `ry`.
    @inlinable public static var ry: HTMLName { HTMLName(rawValue: 444) }
    /// The name `version`.
    @inlinable public static var version: HTMLName { HTMLName(rawValue: 445) }
    /// The name `opacity`.
    @inlinable public static var opacity: HTMLName { HTMLName(rawValue: 446) }
    /// The name `offset`.
    @inlinable public static var offset: HTMLName { HTMLName(rawValue: 447) }
    /// The name `stop-color`.
    @inlinable public static var stopColor: HTMLName { HTMLName(rawValue: 448) }
    /// The name `focusable`.
    @inlinable public static var focusable: HTMLName { HTMLName(rawValue: 449) }
    /// The name `definitionurl`.
    @inlinable public static var definitionurl: HTMLName { HTMLName(rawValue: 450) }
    /// The name `definitionURL`.
    @inlinable public static var definitionURL: HTMLName { HTMLName(rawValue: 451) }
    /// The name `prompt`.
    @inlinable public static var prompt: HTMLName { HTMLName(rawValue: 452) }
    /// The name `as`.
    @inlinable public static var `as`: HTMLName { HTMLName(rawValue: 453) }
    /// The name `is`.
    @inlinable public static var `is`: HTMLName { HTMLName(rawValue: 454) }
    /// The name `part`.
    @inlinable public static var part: HTMLName { HTMLName(rawValue: 455) }
    /// The name `nonce`.
    @inlinable public static var nonce: HTMLName { HTMLName(rawValue: 456) }
    /// The name `imagesrcset`.
    @inlinable public static var imagesrcset: HTMLName { HTMLName(rawValue: 457) }
    /// The name `imagesizes`.
    @inlinable public static var imagesizes: HTMLName { HTMLName(rawValue: 458) }
    /// The name `profile`.
    @inlinable public static var profile: HTMLName { HTMLName(rawValue: 459) }
    /// The name `classid`.
    @inlinable public static var classid: HTMLName { HTMLName(rawValue: 460) }
    /// The name `codebase`.
    @inlinable public static var codebase: HTMLName { HTMLName(rawValue: 461) }
    /// The name `codetype`.
    @inlinable public static var codetype: HTMLName { HTMLName(rawValue: 462) }
    /// The name `archive`.
    @inlinable public static var archive: HTMLName { HTMLName(rawValue: 463) }
    /// The name `nohref`.
    @inlinable public static var nohref: HTMLName { HTMLName(rawValue: 464) }
    /// The name `rules`.
    @inlinable public static var rules: HTMLName { HTMLName(rawValue: 465) }
    /// The name `char`.
    @inlinable public static var char: HTMLName { HTMLName(rawValue: 466) }
    /// The name `charoff`.
    @inlinable public static var charoff: HTMLName { HTMLName(rawValue: 467) }
    /// The name `attributeName`.
    @inlinable public static var attributeName: HTMLName { HTMLName(rawValue: 468) }
    /// The name `attributeType`.
    @inlinable public static var attributeType: HTMLName { HTMLName(rawValue: 469) }
    /// The name `baseFrequency`.
    @inlinable public static var baseFrequency: HTMLName { HTMLName(rawValue: 470) }
    /// The name `baseProfile`.
    @inlinable public static var baseProfile: HTMLName { HTMLName(rawValue: 471) }
    /// The name `calcMode`.
    @inlinable public static var calcMode: HTMLName { HTMLName(rawValue: 472) }
    /// The name `clipPathUnits`.
    @inlinable public static var clipPathUnits: HTMLName { HTMLName(rawValue: 473) }
    /// The name `diffuseConstant`.
    @inlinable public static var diffuseConstant: HTMLName { HTMLName(rawValue: 474) }
    /// The name `edgeMode`.
    @inlinable public static var edgeMode: HTMLName { HTMLName(rawValue: 475) }
    /// The name `filterUnits`.
    @inlinable public static var filterUnits: HTMLName { HTMLName(rawValue: 476) }
    /// The name `gradientTransform`.
    @inlinable public static var gradientTransform: HTMLName { HTMLName(rawValue: 477) }
    /// The name `gradientUnits`.
    @inlinable public static var gradientUnits: HTMLName { HTMLName(rawValue: 478) }
    /// The name `kernelMatrix`.
    @inlinable public static var kernelMatrix: HTMLName { HTMLName(rawValue: 479) }
    /// The name `kernelUnitLength`.
    @inlinable public static var kernelUnitLength: HTMLName { HTMLName(rawValue: 480) }
    /// The name `keyPoints`.
    @inlinable public static var keyPoints: HTMLName { HTMLName(rawValue: 481) }
    /// The name `keySplines`.
    @inlinable public static var keySplines: HTMLName { HTMLName(rawValue: 482) }
    /// The name `keyTimes`.
    @inlinable public static var keyTimes: HTMLName { HTMLName(rawValue: 483) }
    /// The name `lengthAdjust`.
    @inlinable public static var lengthAdjust: HTMLName { HTMLName(rawValue: 484) }
    /// The name `limitingConeAngle`.
    @inlinable public static var limitingConeAngle: HTMLName { HTMLName(rawValue: 485) }
    /// The name `markerHeight`.
    @inlinable public static var markerHeight: HTMLName { HTMLName(rawValue: 486) }
    /// The name `markerUnits`.
    @inlinable public static var markerUnits: HTMLName { HTMLName(rawValue: 487) }
    /// The name `markerWidth`.
    @inlinable public static var markerWidth: HTMLName { HTMLName(rawValue: 488) }
    /// The name `maskContentUnits`.
    @inlinable public static var maskContentUnits: HTMLName { HTMLName(rawValue: 489) }
    /// The name `maskUnits`.
    @inlinable public static var maskUnits: HTMLName { HTMLName(rawValue: 490) }
    /// The name `numOctaves`.
    @inlinable public static var numOctaves: HTMLName { HTMLName(rawValue: 491) }
    /// The name `pathLength`.
    @inlinable public static var pathLength: HTMLName { HTMLName(rawValue: 492) }
    /// The name `patternContentUnits`.
    @inlinable public static var patternContentUnits: HTMLName { HTMLName(rawValue: 493) }
    /// The name `patternTransform`.
    @inlinable public static var patternTransform: HTMLName { HTMLName(rawValue: 494) }
    /// The name `patternUnits`.
    @inlinable public static var patternUnits: HTMLName { HTMLName(rawValue: 495) }
    /// The name `pointsAtX`.
    @inlinable public static var pointsAtX: HTMLName { HTMLName(rawValue: 496) }
    /// The name `pointsAtY`.
    @inlinable public static var pointsAtY: HTMLName { HTMLName(rawValue: 497) }
    /// The name `pointsAtZ`.
    @inlinable public static var pointsAtZ: HTMLName { HTMLName(rawValue: 498) }
    /// The name `preserveAlpha`.
    @inlinable public static var preserveAlpha: HTMLName { HTMLName(rawValue: 499) }
    /// The name `preserveAspectRatio`.
    @inlinable public static var preserveAspectRatio: HTMLName { HTMLName(rawValue: 500) }
    /// The name `primitiveUnits`.
    @inlinable public static var primitiveUnits: HTMLName { HTMLName(rawValue: 501) }
    /// The name `refX`.
    @inlinable public static var refX: HTMLName { HTMLName(rawValue: 502) }
    /// The name `refY`.
    @inlinable public static var refY: HTMLName { HTMLName(rawValue: 503) }
    /// The name `repeatCount`.
    @inlinable public static var repeatCount: HTMLName { HTMLName(rawValue: 504) }
    /// The name `repeatDur`.
    @inlinable public static var repeatDur: HTMLName { HTMLName(rawValue: 505) }
    /// The name `requiredExtensions`.
    @inlinable public static var requiredExtensions: HTMLName { HTMLName(rawValue: 506) }
    /// The name `requiredFeatures`.
    @inlinable public static var requiredFeatures: HTMLName { HTMLName(rawValue: 507) }
    /// The name `specularConstant`.
    @inlinable public static var specularConstant: HTMLName { HTMLName(rawValue: 508) }
    /// The name `specularExponent`.
    @inlinable public static var specularExponent: HTMLName { HTMLName(rawValue: 509) }
    /// The name `spreadMethod`.
    @inlinable public static var spreadMethod: HTMLName { HTMLName(rawValue: 510) }
    /// The name `startOffset`.
    @inlinable public static var startOffset: HTMLName { HTMLName(rawValue: 511) }
    /// The name `stdDeviation`.
    @inlinable public static var stdDeviation: HTMLName { HTMLName(rawValue: 512) }
    /// The name `stitchTiles`.
    @inlinable public static var stitchTiles: HTMLName { HTMLName(rawValue: 513) }
    /// The name `surfaceScale`.
    @inlinable public static var surfaceScale: HTMLName { HTMLName(rawValue: 514) }
    /// The name `systemLanguage`.
    @inlinable public static var systemLanguage: HTMLName { HTMLName(rawValue: 515) }
    /// The name `tableValues`.
    @inlinable public static var tableValues: HTMLName { HTMLName(rawValue: 516) }
    /// The name `targetX`.
    @inlinable public static var targetX: HTMLName { HTMLName(rawValue: 517) }
    /// The name `targetY`.
    @inlinable public static var targetY: HTMLName { HTMLName(rawValue: 518) }
    /// The name `textLength`.
    @inlinable public static var textLength: HTMLName { HTMLName(rawValue: 519) }
    /// The name `viewBox`.
    @inlinable public static var viewBox: HTMLName { HTMLName(rawValue: 520) }
    /// The name `viewTarget`.
    @inlinable public static var viewTarget: HTMLName { HTMLName(rawValue: 521) }
    /// The name `xChannelSelector`.
    @inlinable public static var xChannelSelector: HTMLName { HTMLName(rawValue: 522) }
    /// The name `yChannelSelector`.
    @inlinable public static var yChannelSelector: HTMLName { HTMLName(rawValue: 523) }
    /// The name `zoomAndPan`.
    @inlinable public static var zoomAndPan: HTMLName { HTMLName(rawValue: 524) }
    /// The name `attributename`.
    @inlinable public static var attributename: HTMLName { HTMLName(rawValue: 525) }
    /// The name `attributetype`.
    @inlinable public static var attributetype: HTMLName { HTMLName(rawValue: 526) }
    /// The name `basefrequency`.
    @inlinable public static var basefrequency: HTMLName { HTMLName(rawValue: 527) }
    /// The name `baseprofile`.
    @inlinable public static var baseprofile: HTMLName { HTMLName(rawValue: 528) }
    /// The name `calcmode`.
    @inlinable public static var calcmode: HTMLName { HTMLName(rawValue: 529) }
    /// The name `clippathunits`.
    @inlinable public static var clippathunits: HTMLName { HTMLName(rawValue: 530) }
    /// The name `diffuseconstant`.
    @inlinable public static var diffuseconstant: HTMLName { HTMLName(rawValue: 531) }
    /// The name `edgemode`.
    @inlinable public static var edgemode: HTMLName { HTMLName(rawValue: 532) }
    /// The name `filterunits`.
    @inlinable public static var filterunits: HTMLName { HTMLName(rawValue: 533) }
    /// The name `gradienttransform`.
    @inlinable public static var gradienttransform: HTMLName { HTMLName(rawValue: 534) }
    /// The name `gradientunits`.
    @inlinable public static var gradientunits: HTMLName { HTMLName(rawValue: 535) }
    /// The name `kernelmatrix`.
    @inlinable public static var kernelmatrix: HTMLName { HTMLName(rawValue: 536) }
    /// The name `kernelunitlength`.
    @inlinable public static var kernelunitlength: HTMLName { HTMLName(rawValue: 537) }
    /// The name `keypoints`.
    @inlinable public static var keypoints: HTMLName { HTMLName(rawValue: 538) }
    /// The name `keysplines`.
    @inlinable public static var keysplines: HTMLName { HTMLName(rawValue: 539) }
    /// The name `keytimes`.
    @inlinable public static var keytimes: HTMLName { HTMLName(rawValue: 540) }
    /// The name `lengthadjust`.
    @inlinable public static var lengthadjust: HTMLName { HTMLName(rawValue: 541) }
    /// The name `limitingconeangle`.
    @inlinable public static var limitingconeangle: HTMLName { HTMLName(rawValue: 542) }
    /// The name `markerheight`.
    @inlinable public static var markerheight: HTMLName { HTMLName(rawValue: 543) }
    /// The name `markerunits`.
    @inlinable public static var markerunits: HTMLName { HTMLName(rawValue: 544) }
    /// The name `markerwidth`.
    @inlinable public static var markerwidth: HTMLName { HTMLName(rawValue: 545) }
    /// The name `maskcontentunits`.
    @inlinable public static var maskcontentunits: HTMLName { HTMLName(rawValue: 546) }
    /// The name `maskunits`.
    @inlinable public static var maskunits: HTMLName { HTMLName(rawValue: 547) }
    /// The name `numoctaves`.
    @inlinable public static var numoctaves: HTMLName { HTMLName(rawValue: 548) }
    /// The name `pathlength`.
    @inlinable public static var pathlength: HTMLName { HTMLName(rawValue: 549) }
    /// The name `patterncontentunits`.
    @inlinable public static var patterncontentunits: HTMLName { HTMLName(rawValue: 550) }
    /// The name `patterntransform`.
    @inlinable public static var patterntransform: HTMLName { HTMLName(rawValue: 551) }
    /// The name `patternunits`.
    @inlinable public static var patternunits: HTMLName { HTMLName(rawValue: 552) }
    /// The name `pointsatx`.
    @inlinable public static var pointsatx: HTMLName { HTMLName(rawValue: 553) }
    /// The name `pointsaty`.
    @inlinable public static var pointsaty: HTMLName { HTMLName(rawValue: 554) }
    /// The name `pointsatz`.
    @inlinable public static var pointsatz: HTMLName { HTMLName(rawValue: 555) }
    /// The name `preservealpha`.
    @inlinable public static var preservealpha: HTMLName { HTMLName(rawValue: 556) }
    /// The name `preserveaspectratio`.
    @inlinable public static var preserveaspectratio: HTMLName { HTMLName(rawValue: 557) }
    /// The name `primitiveunits`.
    @inlinable public static var primitiveunits: HTMLName { HTMLName(rawValue: 558) }
    /// The name `refx`.
    @inlinable public static var refx: HTMLName { HTMLName(rawValue: 559) }
    /// The name `refy`.
    @inlinable public static var refy: HTMLName { HTMLName(rawValue: 560) }
    /// The name `repeatcount`.
    @inlinable public static var repeatcount: HTMLName { HTMLName(rawValue: 561) }
    /// The name `repeatdur`.
    @inlinable public static var repeatdur: HTMLName { HTMLName(rawValue: 562) }
    /// The name `requiredextensions`.
    @inlinable public static var requiredextensions: HTMLName { HTMLName(rawValue: 563) }
    /// The name `requiredfeatures`.
    @inlinable public static var requiredfeatures: HTMLName { HTMLName(rawValue: 564) }
    /// The name `specularconstant`.
    @inlinable public static var specularconstant: HTMLName { HTMLName(rawValue: 565) }
    /// The name `specularexponent`.
    @inlinable public static var specularexponent: HTMLName { HTMLName(rawValue: 566) }
    /// The name `spreadmethod`.
    @inlinable public static var spreadmethod: HTMLName { HTMLName(rawValue: 567) }
    /// The name `startoffset`.
    @inlinable public static var startoffset: HTMLName { HTMLName(rawValue: 568) }
    /// The name `stddeviation`.
    @inlinable public static var stddeviation: HTMLName { HTMLName(rawValue: 569) }
    /// The name `stitchtiles`.
    @inlinable public static var stitchtiles: HTMLName { HTMLName(rawValue: 570) }
    /// The name `surfacescale`.
    @inlinable public static var surfacescale: HTMLName { HTMLName(rawValue: 571) }
    /// The name `systemlanguage`.
    @inlinable public static var systemlanguage: HTMLName { HTMLName(rawValue: 572) }
    /// The name `tablevalues`.
    @inlinable public static var tablevalues: HTMLName { HTMLName(rawValue: 573) }
    /// The name `targetx`.
    @inlinable public static var targetx: HTMLName { HTMLName(rawValue: 574) }
    /// The name `targety`.
    @inlinable public static var targety: HTMLName { HTMLName(rawValue: 575) }
    /// The name `textlength`.
    @inlinable public static var textlength: HTMLName { HTMLName(rawValue: 576) }
    /// The name `viewtarget`.
    @inlinable public static var viewtarget: HTMLName { HTMLName(rawValue: 577) }
    /// The name `xchannelselector`.
    @inlinable public static var xchannelselector: HTMLName { HTMLName(rawValue: 578) }
    /// The name `ychannelselector`.
    @inlinable public static var ychannelselector: HTMLName { HTMLName(rawValue: 579) }
    /// The name `zoomandpan`.
    @inlinable public static var zoomandpan: HTMLName { HTMLName(rawValue: 580) }
    /// The name `xlink:actuate`.
    @inlinable public static var xlinkActuate: HTMLName { HTMLName(rawValue: 581) }
    /// The name `xlink:arcrole`.
    @inlinable public static var xlinkArcrole: HTMLName { HTMLName(rawValue: 582) }
    /// The name `xlink:href`.
    @inlinable public static var xlinkHref: HTMLName { HTMLName(rawValue: 583) }
    /// The name `xlink:role`.
    @inlinable public static var xlinkRole: HTMLName { HTMLName(rawValue: 584) }
    /// The name `xlink:show`.
    @inlinable public static var xlinkShow: HTMLName { HTMLName(rawValue: 585) }
    /// The name `xlink:title`.
    @inlinable public static var xlinkTitle: HTMLName { HTMLName(rawValue: 586) }
    /// The name `xlink:type`.
    @inlinable public static var xlinkType: HTMLName { HTMLName(rawValue: 587) }
    /// The name `xml:lang`.
    @inlinable public static var xmlLang: HTMLName { HTMLName(rawValue: 588) }
    /// The name `xml:space`.
    @inlinable public static var xmlSpace: HTMLName { HTMLName(rawValue: 589) }
    /// The name `xmlns`.
    @inlinable public static var xmlns: HTMLName { HTMLName(rawValue: 590) }
    /// The name `xmlns:xlink`.
    @inlinable public static var xmlnsXlink: HTMLName { HTMLName(rawValue: 591) }
}
