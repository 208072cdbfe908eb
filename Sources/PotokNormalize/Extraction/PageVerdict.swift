import PotokHTML

/// Tells what a page is good for when little of it was selected.
struct PageVerdict {
    let tree: HTMLTree
    let scan: PageScan
    let types: [Float]

    /// Below this many words a selection may be no text at all, but what a page says instead of one.
    private static let fewWords = 120

    /// The verdict on a page of which some blocks were kept.
    func verdict(isKept: [Bool]) -> MainText.Verdict {
        var kept = PageScan.Counts()
        for (index, block) in scan.blocks.enumerated() where isKept[index] { kept = kept + block.counts }
        if Int(kept.words) < Self.fewWords, let wall = wall(keptWords: Int(kept.words)) { return wall }
        if scan.blocks.isEmpty { return .notAnArticle(reason: "it has no text") }
        let lists = types[Int(PageType.listing.rawValue)] + types[Int(PageType.collection.rawValue)]
        if lists > 0.8 { return .notAnArticle(reason: "it lists other pages") }
        if kept.words < 8 { return .notAnArticle(reason: "none of its blocks reads like a text") }
        return .content
    }

    private func wall(keptWords: Int) -> MainText.Verdict? {
        let page = text(limit: 6_000) { _ in true }
        let headings = titleText() + [0x0A] + text(limit: 2_000) { $0.headingLevel > 0 && $0.headingLevel < 4 }
        if holds(headings, VerdictPhrases.notFound) { return .notFound }
        let words = Int(scan.total.words)
        if words < 150 || keptWords < 20 {
            if holds(page, VerdictPhrases.needsJavaScript) { return .needsJavaScript }
        }
        if words < 400, holds(page, VerdictPhrases.consent) { return .consentWall }
        if keptWords < 40, scan.total.inputs > 0, holds(page, VerdictPhrases.login) { return .loginWall }
        // A page with scripts and next to no text waits for them.
        if words < 12, countOfScripts() > 0 { return .needsJavaScript }
        return nil
    }

    private func countOfScripts() -> Int {
        var count = 0
        var next: UInt32? = 0
        while let node = next {
            if tree.htmlName(ofNode: node) == .script { count += 1 }
            next = tree.nextInDocument(after: node)
        }
        return count
    }

    private func titleText() -> [UInt8] { Array((tree.title ?? "").lowercased().utf8) }

    /// The texts of blocks in lower case, one line for each, up to so many bytes: a block may be as long as a page.
    private func text(limit: Int, _ isWanted: (PageScan.Block) -> Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        for block in scan.blocks where isWanted(block) {
            let room = limit - bytes.count
            if room <= 0 { break }
            var line: [UInt8] = []
            for place in Int(block.firstText)..<Int(block.endText) where line.count < room {
                tree.withBytes(ofNode: scan.texts[place]) { span in
                    for position in 0..<min(span.count, room - line.count) { line.append(span[position]) }
                }
            }
            bytes.append(contentsOf: CleanText.line(line[...]))
            bytes.append(0x0A)
        }
        return Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    }

    private func holds(_ text: [UInt8], _ phrases: [StaticString]) -> Bool {
        phrases.contains { phrase in
            phrase.withUTF8Buffer { bytes in
                guard text.count >= bytes.count, let first = bytes.first else { return false }
                for start in 0...(text.count - bytes.count) where text[start] == first {
                    var length = 1
                    while length < bytes.count, text[start + length] == bytes[length] { length += 1 }
                    if length == bytes.count { return true }
                }
                return false
            }
        }
    }
}
