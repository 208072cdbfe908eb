import Foundation
import PotokCore
import PotokDeduplicate
import PotokText

// Speed of folding, splitting and fingerprinting, in MB/s of source text, on one core, against a copy of the same bytes and Foundation.
//
// usage: TextBenchmark [FILE…]     Without a file, Polish and English text is made up from a list of words.

/// Runs a body for about a second and returns megabytes of `count` bytes handled per second of CPU, in the best of its rounds.
func megabytesPerSecond(_ count: Int, _ body: () -> Int) -> (rate: Double, check: Int) {
    var best = Double.infinity
    var check = 0
    var total = 0.0
    repeat {
        let before = clock()
        check &+= body()
        let seconds = max(Double(clock() - before) / Double(CLOCKS_PER_SEC), 1e-9)
        best = min(best, seconds)
        total += seconds
    } while total < 0.8
    return (Double(count) / best / 1e6, check)
}

/// The text in pieces of about 3 kB, as documents are.
func documents(of text: String) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var piece: [UInt8] = []
    for byte in text.utf8 {
        piece.append(byte)
        if piece.count >= 3_000, byte == 0x20 || byte == 0x0A {
            pieces.append(piece)
            piece = []
        }
    }
    if !piece.isEmpty {
        pieces.append(piece)
    }
    return pieces
}

/// Made-up text: words drawn by a fixed generator, frequent ones first.
func madeUpText(_ words: [String], bytes: Int) -> String {
    var state: UInt64 = 88_172_645_463_325_252
    var text = ""
    while text.utf8.count < bytes {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let first = Int(state % UInt64(words.count))
        let second = Int(state >> 32) % words.count
        text += words[min(first, second)]
        text += state >> 60 == 0 ? ". " : " "
    }
    return text
}

func measure(_ name: String, _ text: String) {
    let texts = documents(of: text)
    let count = texts.reduce(0) { $0 + $1.count }
    let strings = texts.map { String(decoding: $0, as: UTF8.self) }
    var output: [UInt8] = []
    var tokenizer = Tokenizer()
    var hashes: [UInt64] = []

    let copy = megabytesPerSecond(count) {
        var sum = 0
        for text in texts {
            output.removeAll(keepingCapacity: true)
            for byte in text {
                output.append(byte)
            }
            sum &+= output.count
        }
        return sum
    }
    print("\(name): \(count) bytes in \(texts.count) texts")
    func report(_ label: String, _ result: (rate: Double, check: Int)) {
        let rate = String(format: "%8.0f", result.rate)
        let ratio = String(format: "%6.2f", result.rate / copy.rate)
        print("  \(rate) MB/s  \(ratio) × copy  \(label)")
    }
    report("copy, byte by byte (baseline)", copy)
    report(
        "Foundation: folding(caseInsensitive, diacriticInsensitive, widthInsensitive)",
        megabytesPerSecond(count) {
            strings.reduce(0) {
                $0
                    + $1.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
                    .utf8.count
            }
        }
    )
    report(
        "Folding.fold",
        megabytesPerSecond(count) {
            texts.reduce(0) {
                Folding.fold($1.span, into: &output)
                return $0 + output.count
            }
        }
    )
    report(
        "Tokenizer.appendHashes (fold, split, hash)",
        megabytesPerSecond(count) {
            texts.reduce(0) {
                hashes.removeAll(keepingCapacity: true)
                tokenizer.appendHashes(of: $1.span, to: &hashes)
                return $0 + hashes.count
            }
        }
    )
    report(
        "Tokenizer.tokenize (fold, split, hash, ranges)",
        megabytesPerSecond(count) {
            texts.reduce(0) {
                tokenizer.tokenize($1.span)
                return $0 + tokenizer.tokens.count
            }
        }
    )
    report(
        "NormalizationForm.nfc",
        megabytesPerSecond(count) { strings.reduce(0) { $0 + NormalizationForm.nfc($1).utf8.count } }
    )
    report(
        "Foundation: precomposedStringWithCanonicalMapping",
        megabytesPerSecond(count) { strings.reduce(0) { $0 + $1.precomposedStringWithCanonicalMapping.utf8.count } }
    )
    var fingerprinter = Fingerprinter()
    report(
        "Fingerprinter.fingerprints (window 32, all of it)",
        megabytesPerSecond(count) {
            texts.reduce(0) { $0 + fingerprinter.fingerprints(of: $1.span).count }
        }
    )
    var sketcher = Sketcher()
    report(
        "Sketcher.sketch (window 32, with paragraphs and the hash of the folded text)",
        megabytesPerSecond(count) {
            strings.reduce(0) { $0 + sketcher.sketch($1).sketch.fingerprints.count }
        }
    )
    var verifier = Verifier()
    verifier.load(strings[0])
    report(
        "Verifier.compare with a loaded text (split, shingles, sets)",
        megabytesPerSecond(count) {
            strings.reduce(0) { $0 + verifier.compare(with: $1).sharedCount }
        }
    )
}

let files = CommandLine.arguments.dropFirst()
if files.isEmpty {
    let polish = """
        w i na z się do nie to że jest o jak za od po ale przez co dla są tylko być roku może więc już także której władze również gdy
        ludzie miasto Łódź właśnie źródło dzień państwo rząd protest wojsko zgłosił województwo przedstawiciel między społeczność książka
        żółty ćwiczenie średnia Kazachstan prezydent ogłoszenie mieszkańcy pożar gaśnica świadczenie niepodległość rzeczywistość
        """
    let english = """
        the of and to in a is that for it was on with as be by at this from are or an which have not but they one all their there been
        government people house report when would between system information development because another program interest important
        number question children without national themselves something university industry community president economic
        """
    measure("Polish, made up", madeUpText(polish.split { $0 == " " || $0 == "\n" }.map(String.init), bytes: 4_000_000))
    measure(
        "English, made up",
        madeUpText(english.split { $0 == " " || $0 == "\n" }.map(String.init), bytes: 4_000_000)
    )
} else {
    for file in files {
        measure(file, String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self))
    }
}
