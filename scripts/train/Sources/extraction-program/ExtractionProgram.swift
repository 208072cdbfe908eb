import Foundation
import PotokHTML

/// Reads packed pages and writes what training and evaluation need.
///
///     extraction-program record   PACK OUT                the cues and the texts of all blocks
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
        let parser = HTMLParser()
        var output = Output()
        var number = 0
        while let page = pages.next() {
            let decoded = Charset.decode(page.body, label: MetaCharset.find(page.body))
            let tree = parser.parse(decoded.bytes)
            let model = models.model(of: number)
            switch arguments[1] {
            case "record": Dumps.record(page, tree, &output)
            case "features": Dumps.features(page, tree, model, &output, hasContext: false)
            case "context": Dumps.features(page, tree, model, &output, hasContext: true)
            case "predict": try Dumps.predict(page, tree, model, &output)
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
        output.number(table.width)
        for column in 0..<table.width {
            output.bytes.append(contentsOf: table.bytes[column * table.stride..<column * table.stride + table.count])
        }
    }

    static func predict(
        _ page: PackedPages.Page,
        _ tree: HTMLTree,
        _ model: ExtractionModel,
        _ output: inout Output
    ) throws {
        let selection = MainTextSelector.selection(tree: tree, url: page.url, model: model)
        let scan = selection.scan
        var text: [UInt8] = []
        var bits = ""
        for (index, block) in scan.blocks.enumerated() {
            let isKept = selection.main.kept.contains(scan.texts[Int(block.firstText)])
            bits += isKept ? "1" : "0"
            guard isKept else { continue }
            text.append(contentsOf: PlainBlocks.text(of: block, scan, tree))
            text.append(0x0A)
            _ = index
        }
        if let rescued = selection.main.rescued { text = Array(rescued.paragraphs.joined(separator: "\n").utf8) }
        let object: [String: Any] = [
            "id": page.id, "text": String(decoding: text, as: UTF8.self), "kept": bits,
            "type": "\(selection.main.pageType)", "confidence": selection.main.confidence,
            "verdict": "\(selection.main.verdict)",
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

/// The text of blocks as it is scored: one line, line breaks kept.
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
        var seconds = [Double](repeating: 0, count: 6)
        var bytes = 0
        var worst: (Double, String) = (0, "")
        while let page = pages.next() {
            let decoded = Charset.decode(page.body, label: MetaCharset.find(page.body))
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
            if first.count + second.count + main.kept.count < 0 { print("") }
            for (index, value) in [
                parsed - start, scanned - parsed, featured - scanned, judged - featured, done - judged, whole - done,
            ].enumerated() { seconds[index] += value }
            if whole - done > worst.0 { worst = (whole - done, page.id) }
        }
        let megabytes = Double(bytes) / 1e6
        for (name, value) in zip(["parse", "scan", "features", "first", "first+second", "select, whole"], seconds) {
            print("\(name): \(Int(value * 1000)) ms, \(Int(megabytes / max(value, 1e-9))) MB/s")
        }
        print("worst page: \(Int(worst.0 * 1e6)) µs, \(worst.1)")
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
