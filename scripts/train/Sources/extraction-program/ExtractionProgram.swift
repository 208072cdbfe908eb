import Foundation
import PotokConfiguration
import PotokCore
import PotokHTML

@testable import PotokNormalize

/// Reads packed pages and writes what training and evaluation need.
///
///     extraction-program record   PACK OUT                the cues and the texts of all blocks
///     extraction-program shorten  PACK OUT CHOICES        copies of pages without some of their blocks, packed
///     extraction-program features PACK OUT FOLDS MODELS   the features of the first pass
///     extraction-program context  PACK OUT FOLDS MODELS   the features of both passes
///     extraction-program predict  PACK OUT FOLDS MODELS   the selected text, one JSON object a line
///     extraction-program speed    PACK MODEL              CPU seconds of each step
///
/// FOLDS has a byte for each page, which is the number of the model that judges it; MODELS is the start of the names of
/// the files of models, `-` for the one that is built in.
@main
enum ExtractionProgram {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4 else {
            print("usage: extraction-program record|features|context|predict PACK OUT [FOLDS MODELS]")
            exit(64)
        }
        let pages = try PackedPages(path: arguments[2])
        if arguments[1] == "speed" {
            try Speed.measure(pages, model: try Models.read(arguments[3]))
            return
        }
        let models = arguments.count > 5 ? try Models(folds: arguments[4], prefix: arguments[5]) : Models()
        guard FileManager.default.createFile(atPath: arguments[3], contents: nil),
            let file = FileHandle(forWritingAtPath: arguments[3])
        else { throw CocoaError(.fileWriteUnknown) }
        if arguments[1] == "shorten", arguments.count > 4 {
            let choices = [UInt8](try Data(contentsOf: URL(filePath: arguments[4])))
            try Shortening.write(pages, choices: choices, to: file)
            try file.close()
            return
        }
        let parser = HTMLParser()
        var output = Output()
        var cleanUp = BlockCleanUp()
        var number = 0
        while let page = pages.next() {
            let decoded = Charset.decode(page.body, header: nil, isMarkup: true)
            let tree = parser.parse(decoded.bytes)
            let model = models.model(of: number)
            switch arguments[1] {
            case "record": Dumps.record(page, tree, &output)
            case "features": Dumps.features(page, tree, model, &output, hasContext: false)
            case "context": Dumps.features(page, tree, model, &output, hasContext: true)
            case "predict": try Dumps.predict(page, tree, model, &cleanUp, &output)
            default: exit(64)
            }
            number += 1
            if output.bytes.count > 1 << 24 {
                try file.write(contentsOf: output.bytes)
                output.bytes.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: output.bytes)
        try file.close()
    }
}

/// Pages in one file: for each the lengths and bytes of its id, address and body.
final class PackedPages {
    struct Page {
        var id: String
        var url: String
        var body: [UInt8]
    }

    private let data: Data
    private var position: Int

    init(path: String) throws {
        data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        position = data.startIndex
    }

    func rewind() { position = data.startIndex }

    func next() -> Page? {
        guard position + 4 <= data.endIndex else { return nil }
        let id = String(decoding: take(), as: UTF8.self)
        let url = String(decoding: take(), as: UTF8.self)
        return Page(id: id, url: url, body: [UInt8](take()))
    }

    private func take() -> Data {
        var length = 0
        for offset in 0..<4 { length |= Int(data[position + offset]) << (offset * 8) }
        position += 4
        defer { position += length }
        return data[position..<position + length]
    }
}

/// The model of each page.
struct Models {
    private var folds: [UInt8] = []
    private var models: [ExtractionModel] = []

    init() {}

    init(folds: String, prefix: String) throws {
        if prefix == "-" { return }
        self.folds = [UInt8](try Data(contentsOf: URL(filePath: folds)))
        for number in 0...(self.folds.max() ?? 0) { models.append(try Self.read("\(prefix)\(number)")) }
    }

    static func read(_ path: String) throws -> ExtractionModel {
        if path == "-" { return ExtractionModel.shipped }
        guard let model = ExtractionModel([UInt8](try Data(contentsOf: URL(filePath: path)))) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return model
    }

    func model(of page: Int) -> ExtractionModel {
        page < folds.count ? models[Int(folds[page])] : ExtractionModel.shipped
    }
}

/// Bytes to write.
struct Output {
    var bytes: [UInt8] = []

    mutating func number(_ number: UInt32) {
        for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }

    mutating func number(_ number: Int) { self.number(UInt32(truncatingIfNeeded: number)) }

    mutating func blob(_ blob: [UInt8]) {
        number(blob.count)
        bytes.append(contentsOf: blob)
    }
}

enum Dumps {
    static func record(_ page: PackedPages.Page, _ tree: HTMLTree, _ output: inout Output) {
        let (scan, record) = PageScanner.record(tree: tree, url: page.url, cues: CueTable([]))
        output.blob(Array(page.id.utf8))
        output.number(scan.elements.count)
        for element in scan.elements { output.number(UInt32(bitPattern: element.parent)) }
        output.number(scan.blocks.count)
        for block in scan.blocks {
            output.number(UInt32(bitPattern: block.element))
            output.number(UInt32(bitPattern: block.counts.words))
            output.blob(PlainBlocks.text(of: block, scan, tree))
        }
        output.number(record.elementCues.count)
        for cue in record.elementCues {
            output.number(UInt32(bitPattern: cue.element))
            output.number(cue.key)
        }
        output.number(record.blockCues.count)
        for cue in record.blockCues {
            output.number(UInt32(bitPattern: cue.block))
            output.number(cue.key)
        }
        output.number(record.pageCues.count)
        for key in record.pageCues { output.number(key) }
    }

    static func features(
        _ page: PackedPages.Page,
        _ tree: HTMLTree,
        _ model: ExtractionModel,
        _ output: inout Output,
        hasContext: Bool
    ) {
        let scan = PageScanner.scan(tree: tree, url: page.url, cues: model.cues)
        let types = model.typeProbabilities(scan)
        let judge = BlockJudge(scan: scan, types: types)
        let table = hasContext ? judge.secondTable(model) : judge.firstTable
        output.blob(Array(page.id.utf8))
        output.number(table.count)
        let width = hasContext ? table.width : BlockFeatures.width
        output.number(width)
        for column in 0..<width {
            output.bytes.append(contentsOf: table.bytes[column * table.stride..<column * table.stride + table.count])
        }
    }

    /// The text as the normalizer gives it: blocks, cleaned up, as plain text.
    static func predict(
        _ page: PackedPages.Page,
        _ tree: HTMLTree,
        _ model: ExtractionModel,
        _ cleanUp: inout BlockCleanUp,
        _ output: inout Output
    ) throws {
        let selection = MainTextSelector.selection(tree: tree, url: page.url, model: model)
        let main = selection.main
        let url = WebURL(page.url)
        var content = ExtractedContent()
        content.metadata = PageMetadata.read(tree, url: url, headers: [:])
        if let rescued = main.rescued {
            content.blocks = BlockList(paragraphs: rescued.paragraphs)
        } else {
            let options = BlockBuilder.Options(findsPosts: main.pageType == .forum)
            content.blocks = BlockBuilder.blocks(of: tree, kept: main.kept, base: url, options: options)
        }
        _ = cleanUp.clean(&content, rules: NormalizeRules(NormalizeOptions()), tellsRemovals: false)
        let scan = selection.scan
        let kept = scan.blocks.map { main.kept.contains(scan.texts[Int($0.firstText)]) ? "1" : "0" }.joined()
        let object: [String: Any] = [
            "id": page.id, "text": content.blocks.plainText, "kept": kept, "type": "\(main.pageType)",
            "confidence": main.confidence, "verdict": "\(main.verdict)",
            "scores": selection.probabilities.map { Int($0 * 1000) },
        ]
        output.bytes.append(
            contentsOf: try JSONSerialization.data(
                withJSONObject: object,
                options: [.sortedKeys, .withoutEscapingSlashes]
            )
        )
        output.bytes.append(0x0A)
    }
}

/// The text of blocks by itself, in one line each, as it is compared with the gold text.
enum PlainBlocks {
    static func text(of block: PageScan.Block, _ scan: PageScan, _ tree: HTMLTree) -> [UInt8] {
        var bytes: [UInt8] = []
        var previous: UInt32?
        for place in Int(block.firstText)..<Int(block.endText) {
            let node = scan.texts[place]
            if let from = previous {
                var next = tree.nextInDocument(after: from)
                while let passed = next, passed != node {
                    if tree.htmlName(ofNode: passed) == .br { bytes.append(0x20) }
                    next = tree.nextInDocument(after: passed)
                }
            }
            tree.withBytes(ofNode: node) { span in
                for position in span.indices { bytes.append(span[position]) }
            }
            previous = node
        }
        return CleanText.line(bytes[...])
    }
}

/// What the steps of the selection cost.
enum Speed {
    static func measure(_ pages: PackedPages, model: ExtractionModel) throws {
        let parser = HTMLParser()
        var seconds = [Double](repeating: 0, count: 7)
        var bytes = 0
        var worst: (Double, String) = (0, "")
        let normalizer = Normalizer()
        let rules = NormalizeRules(NormalizeOptions())
        var documents = 0
        var kept = 0
        while let page = pages.next() {
            let decoded = Charset.decode(page.body, header: nil, isMarkup: true)
            bytes += page.body.count
            let start = now()
            let tree = parser.parse(decoded.bytes)
            let parsed = now()
            let scan = PageScanner.scan(tree: tree, url: page.url, cues: model.cues)
            let scanned = now()
            let judge = BlockJudge(scan: scan, types: model.typeProbabilities(scan))
            let featured = now()
            let first = judge.firstProbabilities(model)
            let judged = now()
            let second = judge.probabilities(model)
            let done = now()
            let main = MainTextSelector.select(tree: tree, url: page.url)
            let whole = now()
            let step = normalizer.normalize(Self.page(page), rules: rules, agent: nil)
            let normalized = now()
            if case .next = step { documents += 1 }
            kept += first.count &+ second.count &+ main.kept.count
            for (index, value) in [
                parsed - start, scanned - parsed, featured - scanned, judged - featured, done - judged, whole - done,
                normalized - whole,
            ].enumerated() { seconds[index] += value }
            if normalized - whole > worst.0 { worst = (normalized - whole, page.id) }
        }
        let megabytes = Double(bytes) / 1e6
        for (name, value) in zip(
            ["parse", "scan", "features", "first", "first+second", "select, whole", "normalize, whole"],
            seconds
        ) {
            print("\(name): \(Int(value * 1000)) ms, \(Int(megabytes / max(value, 1e-9))) MB/s")
        }
        print("documents: \(documents), checksum \(kept)")
        print("worst page, normalize: \(Int(worst.0 * 1e6)) µs, \(worst.1)")
    }

    private static func page(_ page: PackedPages.Page) -> Page {
        let locator = WebURL(page.url).map { Locator.url($0) } ?? .file(path: "", identifier: page.id)
        return Page(
            request: Request(claim: Request.Claim(rawValue: 0), source: "speed", locator: locator),
            locator: locator,
            body: page.body,
            contentType: "text/html",
            observedAt: Timestamp(secondsSince1970: 0)
        )
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
