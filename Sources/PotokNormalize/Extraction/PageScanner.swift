import PotokHTML

/// Cuts a page into blocks in one walk over its tree.
struct PageScanner {
    let tree: HTMLTree
    private let cues: CueTable
    var scan = PageScan()
    /// What was read, for training; nil otherwise.
    private(set) var record: CueRecord?

    private var current: Int32 = -1
    private var isBlockOpen = false
    private var block = PageScan.Block(element: -1, firstText: 0)
    private var phrase: UInt32 = CueTable.Kind.phrase.rawValue
    private var previousWord: UInt32 = 0
    /// A line break stands at the end of the open block.
    private var endsWithBreak = false

    private var seen: [UInt64]
    /// The words of titles, and pairs of words of descriptions, by their last bits.
    var titleWords = [UInt32](repeating: 0, count: 256)
    var descriptionPairs = [UInt32](repeating: 0, count: 1024)
    var hasDescription = false
    /// Pairs of words of `articleBody`, a bit each; empty when there is none.
    var bodyPairs: [UInt64] = []

    private init(tree: HTMLTree, cues: CueTable, isRecording: Bool) {
        self.tree = tree
        self.cues = cues
        record = isRecording ? CueRecord() : nil
        seen = [UInt64](repeating: 0, count: cues.placeCount / 64 + 1)
        scan.elements.reserveCapacity(tree.nodeCount / 2)
        // Memory that is not written to costs nothing.
        scan.blocks.reserveCapacity(tree.nodeCount / 2)
        scan.texts.reserveCapacity(tree.nodeCount / 2)
    }

    /// Scans a page.
    static func scan(tree: HTMLTree, url: String?, cues: CueTable) -> PageScan {
        var scanner = PageScanner(tree: tree, cues: cues, isRecording: false)
        scanner.run(url: url)
        return scanner.scan
    }

    /// Scans a page and notes all cues that there are, for training.
    static func record(tree: HTMLTree, url: String?, cues: CueTable) -> (scan: PageScan, record: CueRecord) {
        var scanner = PageScanner(tree: tree, cues: cues, isRecording: true)
        scanner.run(url: url)
        return (scanner.scan, scanner.record ?? CueRecord())
    }

    private mutating func run(url: String?) {
        readAddress(url)
        walk()
        scan.complete()
        addMeasures()
    }

    // MARK: The walk

    /// Walks without a stack of its own, so that no depth of nesting matters.
    private mutating func walk() {
        var node: UInt32 = 0
        while true {
            if enter(node), let child = tree.firstChild(ofNode: node) {
                node = child
                continue
            }
            while true {
                if let next = tree.nextSibling(ofNode: node) {
                    node = next
                    break
                }
                guard let parent = tree.parent(ofNode: node) else {
                    closeBlock()
                    return
                }
                node = parent
                if parent != 0 { leave() }
            }
        }
    }

    /// Takes what a node brings; true if the walk goes into it, and has then to leave it if it is not the document.
    ///
    /// An element without children is entered and left here.
    private mutating func enter(_ node: UInt32) -> Bool {
        switch tree.kind(ofNode: node) {
        case .text:
            if current >= 0 { readText(node) }
            return false
        case .element:
            let name = tree.name(ofNode: node)
            let role = ElementRole.of(name)
            switch role {
            case .skipped:
                if name == .script { readScript(node) }
                return false
            case .head:
                readHead(node)
                return false
            case .lineBreak:
                breakLine()
                return false
            case .image:
                if isBlockOpen { block.counts.images &+= 1 } else { pendingImages &+= 1 }
                return false
            case .input:
                if isBlockOpen { block.counts.inputs &+= 1 } else { pendingInputs &+= 1 }
                return false
            case .block: closeBlock()
            case .inline: break
            }
            addElement(node, name)
            if tree.firstChild(ofNode: node) != nil { return true }
            leave()
            return false
        case .document: return true
        case .comment, .doctype: return false
        }
    }

    private var pendingImages: Int32 = 0
    private var pendingInputs: Int32 = 0

    private mutating func leave() {
        guard current >= 0 else { return }
        if ElementRole.of(scan.elements[Int(current)].name) == .block { closeBlock() }
        scan.elements[Int(current)].endBlock = Int32(scan.blocks.count) &+ (isBlockOpen ? 1 : 0)
        current = scan.elements[Int(current)].parent
    }

    private mutating func addElement(_ node: UInt32, _ name: HTMLName) {
        let index = scan.elements.count
        var element = PageScan.Element(node: node, parent: current, name: name)
        element.firstBlock = Int32(scan.blocks.count)
        var pathCue: Int32 = 0
        var leastCue: Int32 = 0
        var greatestCue: Int32 = 0
        var path: UInt32 = 0
        if current >= 0 {
            let parent = scan.elements[Int(current)]
            element.depth = parent.depth &+ 1
            element.flags = parent.flags
            pathCue = parent.pathCue
            leastCue = parent.leastCue
            greatestCue = parent.greatestCue
            path = parent.path
        }
        readAttributes(&element, index)
        element.pathCue = pathCue &+ element.cue
        element.leastCue = min(leastCue, element.cue)
        element.greatestCue = max(greatestCue, element.cue)
        element.path = CueTable.hash(path, number: element.signature)
        if name == .a, isBlockOpen { block.counts.links &+= 1 } else if name == .a { pendingLinks &+= 1 }
        scan.elements.append(element)
        current = Int32(index)
    }

    private var pendingLinks: Int32 = 0

    // MARK: Attributes

    private mutating func readAttributes(_ element: inout PageScan.Element, _ index: Int) {
        let name = element.name
        var flags = element.flags
        flags.formUnion(ElementRole.flags(of: name))
        var signature = CueTable.hash(CueTable.Kind.tag.rawValue, number: name.rawValue)
        var cue: Int32 = 0
        if name.rawValue < 600 { cue &+= weigh(signature, index) }
        tree.forEachAttribute(ofNode: element.node) { attribute, value in
            switch attribute {
            case .class:
                cue &+= readNames(value, index, signature: &signature, flags: &flags)
            case .id:
                var ignored: UInt32 = 0
                cue &+= readNames(value, index, signature: &ignored, flags: &flags)
            case .role, .itemprop, .itemtype, .ariaHidden, .rel, .property:
                cue &+= readRole(attribute, value, index)
                if attribute == .role { flags.formUnion(ElementRole.flags(ofRole: value)) }
                if attribute == .ariaHidden, value.count == 4 { flags.insert(.hidden) }
            case .hidden: flags.insert(.hidden)
            case .style:
                if ElementRole.hides(value) {
                    flags.insert(.hidden)
                    cue &+= weigh(CueTable.hash(CueTable.Kind.role.rawValue, number: 0xFFFF), index)
                }
            default: break
            }
        }
        element.flags = flags
        element.signature = signature
        element.cue = cue
    }

    /// Reads class names or ids: whole ones, and the pieces between signs and before capitals, digits left out.
    private mutating func readNames(
        _ value: Span<UInt8>,
        _ index: Int,
        signature: inout UInt32,
        flags: inout PageScan.Flags
    ) -> Int32 {
        var cue: Int32 = 0
        var whole = CueTable.Kind.className.rawValue
        var piece = CueTable.Kind.piece.rawValue
        var pieceLength = 0
        var pieces = 0
        var wasLower = false
        var position = 0
        let count = min(value.count, 400)
        while position <= count {
            let byte = position < count ? value[position] : 0x20
            let lower = byte | 0x20
            let isLetter = lower >= 0x61 && lower <= 0x7A || byte >= 0x80
            let isCapital = byte >= 0x41 && byte <= 0x5A
            if !isLetter || isCapital && wasLower {
                if pieceLength > 1 {
                    cue &+= weigh(piece, index)
                    if CommentNames.contains(piece) { flags.insert(.comments) }
                    pieces &+= 1
                }
                piece = CueTable.Kind.piece.rawValue
                pieceLength = 0
            }
            if isLetter {
                let folded = isCapital ? lower : byte
                piece = CueTable.hash(piece, folded)
                whole = CueTable.hash(whole, folded)
                pieceLength &+= 1
            } else if byte <= 0x20 {
                if pieces > 1 { cue &+= weigh(whole, index) }
                if pieces > 0 { signature = CueTable.hash(signature, number: whole) }
                whole = CueTable.Kind.className.rawValue
                pieces = 0
            } else if byte == 0x2D || byte == 0x5F || byte == 0x3A {
                whole = CueTable.hash(whole, byte)
            }
            wasLower = isLetter && !isCapital
            position &+= 1
        }
        return cue
    }

    private mutating func readRole(_ name: HTMLName, _ value: Span<UInt8>, _ index: Int) -> Int32 {
        var hash = CueTable.hash(CueTable.Kind.role.rawValue, number: name.rawValue)
        for position in 0..<min(value.count, 60) {
            let byte = value[position]
            hash = CueTable.hash(hash, byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        }
        return weigh(hash, index)
    }

    /// What a cue of an element weighs for main text; the page takes what it weighs for types, once.
    private mutating func weigh(_ key: UInt32, _ index: Int) -> Int32 {
        record?.elementCues.append((Int32(index), key))
        guard let place = cues.find(key) else { return 0 }
        return take(place)
    }

    /// What the cue at a place weighs for main text; it counts for the types of pages when it is seen first.
    @inline(__always)
    private mutating func take(_ place: Int) -> Int32 {
        if seen[place >> 6] & (1 << UInt64(place & 63)) == 0 {
            seen[place >> 6] |= 1 << UInt64(place & 63)
            scan.typeWeights &+= SIMD8<Int32>(truncatingIfNeeded: cues.typeWeights(at: place))
        }
        return Int32(cues.textWeight(at: place))
    }

    /// Takes a cue of the page as a whole, which says something of its type.
    mutating func weighPage(_ key: UInt32) {
        record?.pageCues.append(key)
        if let place = cues.find(key) { _ = take(place) }
    }

    /// Takes a measure as such a cue.
    mutating func weighMeasure(_ number: UInt32, _ value: UInt8) {
        weighPage(CueTable.hash(CueTable.Kind.measure.rawValue, number: number << 8 | UInt32(value)))
    }

    // MARK: Texts

    private mutating func breakLine() {
        guard isBlockOpen else { return }
        if block.brokenLines < 255 { block.brokenLines &+= 1 }
        if endsWithBreak {
            closeBlock()
        } else {
            endsWithBreak = true
        }
    }

    private mutating func closeBlock() {
        endsWithBreak = false
        guard isBlockOpen else { return }
        isBlockOpen = false
        block.endText = Int32(scan.texts.count)
        let letters = block.counts.letters
        if letters > 0, block.weighedWords <= 5 {
            block.phraseCue = weighWord(phrase)
        }
        let flags = scan.elements[Int(block.element)].flags
        block.flags.formUnion(flags)
        if block.flags.contains(.heading) { block.counts.headings = 1 }
        block.counts.cue = max(-2048, min(2048, block.wordCue &+ block.phraseCue))
        let isProse =
            block.counts.linkedLetters &* 3 < letters
            && (block.counts.words >= 12 || block.counts.words >= 5 && block.counts.sentenceEnds > 0)
        if isProse { block.counts.prose = letters &- block.counts.linkedLetters }
        if block.flags.contains(.comments) { block.counts.commentProse = block.counts.prose }
        scan.blocks.append(block)
    }

    private mutating func openBlock() {
        var container = Int(current)
        while ElementRole.of(scan.elements[container].name) != .block, scan.elements[container].parent >= 0 {
            container = Int(scan.elements[container].parent)
        }
        block = PageScan.Block(element: Int32(container), firstText: Int32(scan.texts.count))
        block.headingLevel = ElementRole.headingLevel(scan.elements[container].name)
        block.counts.images = pendingImages
        block.counts.inputs = pendingInputs
        block.counts.links = pendingLinks
        pendingImages = 0
        pendingInputs = 0
        pendingLinks = 0
        phrase = CueTable.Kind.phrase.rawValue
        previousWord = 0
        isBlockOpen = true
    }

    private mutating func weighWord(_ key: UInt32) -> Int32 {
        record?.blockCues.append((Int32(scan.blocks.count), key))
        guard let place = cues.find(key) else { return 0 }
        return take(place)
    }

    private mutating func readText(_ node: UInt32) {
        let flags = scan.elements[Int(current)].flags
        tree.withBytes(ofNode: node) { bytes in
            if !isBlockOpen {
                var position = 0
                while position < bytes.count, bytes[position] <= 0x20 { position &+= 1 }
                if position == bytes.count { return }
                openBlock()
                block.flags = flags
            }
            scan.texts.append(node)
            var reader = WordReader()
            let block0 = block
            var wordCue: Int32 = 0
            var weighed = block0.weighedWords
            var titleHits: Int32 = 0
            var pairs: Int32 = 0
            var inBody: Int32 = 0
            var textHash = block0.textHash
            reader.read(bytes) { word in
                if titleWords[Int(word & 255)] == word { titleHits &+= 1 }
                let pair = CueTable.hash(previousWord, number: word)
                if hasDescription, descriptionPairs[Int(pair & 1023)] == pair { pairs &+= 1 }
                if !bodyPairs.isEmpty, bodyPairs[Int(pair >> 6 & 511)] & (1 << UInt64(pair & 63)) != 0 {
                    inBody &+= 1
                }
                previousWord = word
                textHash = CueTable.hash(textHash, number: word)
                if weighed < 24 {
                    wordCue &+= weighWord(word ^ CueTable.Kind.word.rawValue)
                    if weighed < 5 { phrase = CueTable.hash(phrase, number: word) }
                    weighed &+= 1
                }
            }
            block.weighedWords = weighed
            block.wordCue &+= wordCue
            block.titleWords &+= titleHits
            block.descriptionPairs &+= pairs
            block.bodyPairs &+= inBody
            block.textHash = textHash
            if reader.last != .none {
                endsWithBreak = false
                if block.first == .none { block.first = reader.first }
                block.last = reader.last
            }
            block.ellipsis = block.ellipsis &+ (reader.hasEllipsis && block.ellipsis < 200 ? 1 : 0)
            block.counts.words &+= reader.words &+ reader.ideographs &* 3 / 5
            let letters = reader.letters &+ reader.ideographs &* 3
            block.counts.letters &+= letters
            if flags.contains(.link) { block.counts.linkedLetters &+= letters }
            if flags.contains(.strong) { block.counts.strongLetters &+= letters }
            block.counts.digits &+= reader.digits
            block.counts.capitals &+= reader.capitals
            block.counts.sentenceEnds &+= reader.sentenceEnds
            block.counts.commas &+= reader.commas
            block.counts.separators &+= reader.separators
            block.counts.currencies &+= reader.currencies
        }
    }

    /// The measures of the whole page, as cues for its type.
    private mutating func addMeasures() {
        let total = scan.total
        let blocks = scan.blocks.count
        weighMeasure(10, Feature.steps(blocks) / 2)
        weighMeasure(11, Feature.steps(Int(total.words)) / 2)
        weighMeasure(12, Feature.share(total.linkedLetters, total.letters) / 6)
        weighMeasure(13, Feature.share(total.prose, total.letters) / 6)
        weighMeasure(14, Feature.steps(Int(total.currencies)) / 2)
        weighMeasure(15, Feature.steps(Int(total.headings)) / 2)
        weighMeasure(16, Feature.share(total.digits, total.letters) / 3)
        weighMeasure(17, Feature.steps(Int(total.images)) / 2)
        weighMeasure(18, Feature.steps(Int(total.prose) / 8) / 2)
        weighMeasure(19, Feature.steps(Int(total.inputs)) / 2)
        var longest: Int32 = 0
        var code: Int32 = 0
        var alike: UInt16 = 0
        for block in scan.blocks {
            longest = max(longest, block.counts.prose)
            if block.flags.contains(.code) { code &+= block.counts.letters }
        }
        for element in scan.elements where ElementRole.of(element.name) == .block { alike = max(alike, element.alike) }
        weighMeasure(20, Feature.steps(Int(longest)) / 2)
        weighMeasure(21, Feature.share(code, total.letters) / 4)
        weighMeasure(22, Feature.steps(Int(alike)) / 2)
    }
}
