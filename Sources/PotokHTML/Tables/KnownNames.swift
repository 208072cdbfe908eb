// swift-format-ignore-file
// Written by generate-tables.py; do not edit.

/// What parsing must know of an element by its name, as bits.
struct ElementCategories: OptionSet {
    let rawValue: UInt16

    static var special: ElementCategories { ElementCategories(rawValue: 1) }
    static var scope: ElementCategories { ElementCategories(rawValue: 2) }
    static var listItemScope: ElementCategories { ElementCategories(rawValue: 4) }
    static var buttonScope: ElementCategories { ElementCategories(rawValue: 8) }
    static var tableScope: ElementCategories { ElementCategories(rawValue: 16) }
    static var formatting: ElementCategories { ElementCategories(rawValue: 32) }
    static var impliedEnd: ElementCategories { ElementCategories(rawValue: 64) }
    static var thoroughlyImpliedEnd: ElementCategories { ElementCategories(rawValue: 128) }
    static var void: ElementCategories { ElementCategories(rawValue: 256) }
    static var heading: ElementCategories { ElementCategories(rawValue: 512) }
    static var rawText: ElementCategories { ElementCategories(rawValue: 1024) }
}

/// The known names and the categories of those that are tags.
enum KnownNames {
    /// Names below this number have categories.
    static let tagCount = 161

    /// How many names there are, the empty name 0 included.
    static let count = 592

    /// All names in order, each followed by a slash.
    static let text: StaticString = """
        html/head/body/frameset/frame/base/basefont/bgsound/link/meta/title/noscript/noframes/style/scri\
        pt/template/address/article/aside/blockquote/center/details/dialog/dir/div/dl/fieldset/figcaptio\
        n/figure/footer/header/hgroup/main/menu/nav/ol/p/search/section/summary/ul/h1/h2/h3/h4/h5/h6/pre\
        /listing/form/li/dd/dt/plaintext/button/a/b/big/code/em/font/i/s/small/strike/strong/tt/u/nobr/a\
        pplet/marquee/object/table/area/br/embed/img/keygen/wbr/input/param/source/track/hr/image/textar\
        ea/xmp/iframe/noembed/select/optgroup/option/rb/rtc/rp/rt/ruby/math/svg/caption/col/colgroup/tbo\
        dy/td/tfoot/th/thead/tr/span/label/abbr/acronym/bdi/bdo/canvas/cite/data/datalist/del/dfn/ins/kb\
        d/map/mark/meter/output/picture/portal/progress/q/samp/slot/sub/sup/time/var/video/audio/legend/\
        menuitem/isindex/command/content/shadow/spacer/blink/multicol/nextid/rbc/mi/mo/mn/ms/mtext/annot\
        ation-xml/mglyph/malignmark/foreignObject/desc/foreignobject/altGlyph/altGlyphDef/altGlyphItem/a\
        nimateColor/animateMotion/animateTransform/clipPath/feBlend/feColorMatrix/feComponentTransfer/fe\
        Composite/feConvolveMatrix/feDiffuseLighting/feDisplacementMap/feDistantLight/feDropShadow/feFlo\
        od/feFuncA/feFuncB/feFuncG/feFuncR/feGaussianBlur/feImage/feMerge/feMergeNode/feMorphology/feOff\
        set/fePointLight/feSpecularLighting/feSpotLight/feTile/feTurbulence/glyphRef/linearGradient/radi\
        alGradient/textPath/altglyph/altglyphdef/altglyphitem/animatecolor/animatemotion/animatetransfor\
        m/clippath/feblend/fecolormatrix/fecomponenttransfer/fecomposite/feconvolvematrix/fediffuselight\
        ing/fedisplacementmap/fedistantlight/fedropshadow/feflood/fefunca/fefuncb/fefuncg/fefuncr/fegaus\
        sianblur/feimage/femerge/femergenode/femorphology/feoffset/fepointlight/fespecularlighting/fespo\
        tlight/fetile/feturbulence/glyphref/lineargradient/radialgradient/textpath/g/path/circle/rect/li\
        ne/polyline/polygon/ellipse/use/defs/symbol/text/tspan/stop/mask/pattern/filter/marker/metadata/\
        view/switch/set/animate/mrow/mfrac/msup/msub/msqrt/mfenced/mstyle/semantics/annotation/munder/mo\
        ver/mtable/mtr/mtd/mspace/mpadded/class/id/href/src/name/value/type/rel/alt/width/height/target/\
        lang/action/method/for/placeholder/role/property/itemprop/itemscope/itemtype/itemid/itemref/http\
        -equiv/charset/media/sizes/srcset/loading/decoding/fetchpriority/crossorigin/integrity/referrerp\
        olicy/async/defer/nomodule/tabindex/hidden/disabled/checked/selected/readonly/required/multiple/\
        autocomplete/autofocus/maxlength/minlength/min/max/step/rows/cols/colspan/rowspan/headers/scope/\
        align/valign/border/cellpadding/cellspacing/bgcolor/color/face/size/background/vlink/alink/clear\
        /noshade/nowrap/hspace/vspace/usemap/ismap/shape/coords/frameborder/scrolling/marginwidth/margin\
        height/allow/allowfullscreen/sandbox/srcdoc/poster/controls/autoplay/loop/muted/preload/playsinl\
        ine/datetime/download/ping/hreflang/accesskey/contenteditable/draggable/spellcheck/translate/enc\
        oding/enctype/accept/accept-charset/novalidate/formaction/formmethod/list/open/reversed/start/ax\
        is/onclick/onload/onerror/onchange/onsubmit/onmouseover/onmouseout/aria-label/aria-hidden/aria-l\
        abelledby/aria-describedby/aria-expanded/aria-controls/aria-haspopup/aria-current/aria-level/ari\
        a-live/aria-selected/aria-modal/data-id/data-src/data-srcset/data-url/data-type/data-name/data-t\
        itle/data-toggle/data-target/data-value/data-index/data-testid/data-href/data-lazy/data-sizes/d/\
        fill/stroke/stroke-width/stroke-linecap/stroke-linejoin/fill-rule/clip-rule/clip-path/transform/\
        viewbox/points/x/y/x1/x2/y1/y2/cx/cy/r/rx/ry/version/opacity/offset/stop-color/focusable/definit\
        ionurl/definitionURL/prompt/as/is/part/nonce/imagesrcset/imagesizes/profile/classid/codebase/cod\
        etype/archive/nohref/rules/char/charoff/attributeName/attributeType/baseFrequency/baseProfile/ca\
        lcMode/clipPathUnits/diffuseConstant/edgeMode/filterUnits/gradientTransform/gradientUnits/kernel\
        Matrix/kernelUnitLength/keyPoints/keySplines/keyTimes/lengthAdjust/limitingConeAngle/markerHeigh\
        t/markerUnits/markerWidth/maskContentUnits/maskUnits/numOctaves/pathLength/patternContentUnits/p\
        atternTransform/patternUnits/pointsAtX/pointsAtY/pointsAtZ/preserveAlpha/preserveAspectRatio/pri\
        mitiveUnits/refX/refY/repeatCount/repeatDur/requiredExtensions/requiredFeatures/specularConstant\
        /specularExponent/spreadMethod/startOffset/stdDeviation/stitchTiles/surfaceScale/systemLanguage/\
        tableValues/targetX/targetY/textLength/viewBox/viewTarget/xChannelSelector/yChannelSelector/zoom\
        AndPan/attributename/attributetype/basefrequency/baseprofile/calcmode/clippathunits/diffuseconst\
        ant/edgemode/filterunits/gradienttransform/gradientunits/kernelmatrix/kernelunitlength/keypoints\
        /keysplines/keytimes/lengthadjust/limitingconeangle/markerheight/markerunits/markerwidth/maskcon\
        tentunits/maskunits/numoctaves/pathlength/patterncontentunits/patterntransform/patternunits/poin\
        tsatx/pointsaty/pointsatz/preservealpha/preserveaspectratio/primitiveunits/refx/refy/repeatcount\
        /repeatdur/requiredextensions/requiredfeatures/specularconstant/specularexponent/spreadmethod/st\
        artoffset/stddeviation/stitchtiles/surfacescale/systemlanguage/tablevalues/targetx/targety/textl\
        ength/viewtarget/xchannelselector/ychannelselector/zoomandpan/xlink:actuate/xlink:arcrole/xlink:\
        href/xlink:role/xlink:show/xlink:title/xlink:type/xml:lang/xml:space/xmlns/xmlns:xlink/
        """

    /// The categories of HTML elements by number of name.
    static let categories: [UInt16] = [
        0, 31, 1, 1, 1, 257, 257, 257, 257, 257, 257, 1, 1, 1025, 1025, 1025, 31, 1, 1, 1, 1, 1, 1, 0, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 193, 1, 1, 1, 5, 513, 513, 513, 513, 513, 513, 1, 1, 1, 193, 193,
        193, 1025, 9, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 15, 15, 15, 31, 257, 257, 257,
        257, 257, 257, 257, 257, 257, 257, 257, 0, 1, 1025, 1025, 1025, 15, 192, 192, 192, 192, 192, 192, 0,
        0, 0, 143, 257, 129, 129, 143, 129, 143, 129, 129, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0,
    ]

    /// The mixed-case name of an SVG element by the number of its lower-case name, or 0 (13.2.6.5).
    static let svgTags: [UInt16] = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 158, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 161, 162, 163,
        164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183,
        184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0,
    ]

    /// The mixed-case name of an SVG attribute by the number of its lower-case name, or 0 (13.2.6.1).
    static let svgAttributes: [UInt16] = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 193, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 520, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477,
        478, 479, 480, 481, 482, 483, 484, 485, 486, 487, 488, 489, 490, 491, 492, 493, 494, 495, 496, 497,
        498, 499, 500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 512, 513, 514, 515, 516, 517,
        518, 519, 521, 522, 523, 524, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]
}
