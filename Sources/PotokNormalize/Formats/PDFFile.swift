import PotokCore
import PotokHTML
import PotokStreams
import PotokText

/// PDF, read by `pdftotext` of poppler in a process of its own: a file that crashes or blocks it costs that process.
enum PDFFile {
    /// Why a file gives no text.
    struct Failure: Error, Equatable {
        var exclusion: Outcome.Exclusion
        var reason: String
    }

    /// What one file may cost.
    static let converter = LimitedProcess(
        program: "pdftotext",
        arguments: ["-q", "-htmlmeta", "-enc", "UTF-8", "-eol", "unix", "-", "-"],
        time: .seconds(30),
        memory: .mebibytes(1_024),
        output: .mebibytes(64)
    )

    /// Reads a file; blocks until the other process has ended.
    static func extract(_ body: [UInt8], parser: HTMLParser) throws(Failure) -> ExtractedContent {
        let html: [UInt8]
        do {
            html = try converter.run(body)
        } catch {
            throw failure(error)
        }
        let tree = parser.parse(html)
        var content = ExtractedContent()
        readHead(tree, into: &content.metadata)
        let text = tree.root.descendants.first { $0.name == .pre }?.text ?? ""
        content.blocks = BlockList(paragraphs: PageText.paragraphs(Array(text.utf8)))
        return content
    }

    private static func failure(_ failure: LimitedProcess.Failure) -> Failure {
        switch failure {
        case .start:
            Failure(
                exclusion: .type,
                reason: "it is a PDF, and there is no pdftotext to read it (Debian: poppler-utils)"
            )
        case .time, .cancelled:
            Failure(exclusion: .size, reason: "it is a PDF that took pdftotext longer than \(converter.time.text)")
        case .output:
            Failure(exclusion: .size, reason: "it is a PDF with more than \(converter.output.rounded) of text")
        case .exit(3): Failure(exclusion: .type, reason: "it is a PDF that may not be copied from")
        case .exit(let code) where code < 0:
            Failure(exclusion: .type, reason: "it is a PDF that ends pdftotext with signal \(-code)")
        case .exit: Failure(exclusion: .type, reason: "it is a PDF that pdftotext cannot read: damaged or encrypted")
        }
    }

    private static func readHead(_ tree: HTMLTree, into metadata: inout PageMetadata) {
        if let title = tree.title.map({ CleanText.line($0) }), !title.isEmpty, !isFileName(title) {
            metadata.title = Sourced(title, .meta)
        }
        for node in tree.root.descendants where node.name == .meta {
            guard let name = node[.name], let content = node[.content].map({ CleanText.line($0) }), !content.isEmpty
            else {
                continue
            }
            switch name.lowercased() {
            case "author": metadata.authors = [Sourced(content, .meta)]
            case "subject": metadata.description = Sourced(content, .meta)
            case "keywords": metadata.tags = content.split(separator: ",").map { Sourced(CleanText.line($0), .meta) }
            case "creationdate", "date": metadata.published = DateReader.value(content).map { Sourced($0, .meta) }
            default: break
            }
        }
    }

    /// Programs put the name of their file where the title should be.
    private static func isFileName(_ title: String) -> Bool {
        let lower = title.lowercased()
        return lower == "untitled" || lower.hasPrefix("microsoft word - ")
            || [".doc", ".docx", ".pdf", ".tex", ".dvi", ".indd", ".odt"].contains { lower.hasSuffix($0) }
    }
}

/// The text of printed pages: lines of one width, with numbers and running titles around them.
enum PageText {
    /// The paragraphs of pages that form feeds part.
    static func paragraphs(_ text: [UInt8]) -> [String] {
        var pages = text.split(separator: 0x0C, omittingEmptySubsequences: true).map { page in
            page.split(separator: 0x0A, omittingEmptySubsequences: false).map { CleanText.line($0) }
        }
        dropFurniture(&pages)
        var paragraphs: [[UInt8]] = []
        var current: [UInt8] = []
        func flush() {
            if !current.isEmpty { paragraphs.append(current) }
            current.removeAll(keepingCapacity: true)
        }
        for page in pages {
            let first = page.firstIndex { !$0.isEmpty } ?? page.endIndex
            let last = page.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? first
            for line in page[first..<last] {
                guard !line.isEmpty else {
                    flush()
                    continue
                }
                join(line, to: &current)
            }
            // A sentence goes on over the end of a page.
            if let last = current.last, isEnd(last) { flush() }
        }
        flush()
        return paragraphs.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Puts a line behind others of its paragraph; a word that was hyphenated at the line's end becomes one again.
    private static func join(_ line: [UInt8], to current: inout [UInt8]) {
        guard let last = current.last else {
            current = line
            return
        }
        let before = current.dropLast().last ?? 0
        let isWordCut = last == 0x2D && isLowercase(line.first ?? 0) && (isLowercase(before) || before >= 0x80)
        if isWordCut { current.removeLast() } else { current.append(0x20) }
        current += line
    }

    private static func isLowercase(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte >= 0xC3 }

    private static func isEnd(_ byte: UInt8) -> Bool {
        byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x3A || byte == 0x22
    }

    /// Drops the numbers of pages, and the lines that stand first or last on three pages or more.
    private static func dropFurniture(_ pages: inout [[[UInt8]]]) {
        var counts: [[UInt8]: Int] = [:]
        func edges(_ page: [[UInt8]]) -> [Int] {
            let filled = page.indices.filter { !page[$0].isEmpty }
            return filled.isEmpty ? [] : filled.count == 1 ? [filled[0]] : [filled[0], filled[filled.count - 1]]
        }
        for page in pages {
            for line in edges(page) { counts[withoutDigits(page[line]), default: 0] += 1 }
        }
        for place in pages.indices {
            for line in edges(pages[place]) {
                let key = withoutDigits(pages[place][line])
                let isNumber = key.allSatisfy { $0 == 0x2D || $0 == 0x20 || $0 == 0x2F }
                if isNumber || pages.count > 2 && counts[key, default: 0] > 2 { pages[place][line] = [] }
            }
        }
    }

    private static func withoutDigits(_ line: [UInt8]) -> [UInt8] { line.filter { $0 &- 0x30 >= 10 } }
}
