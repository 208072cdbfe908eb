import Foundation
import PotokTesting
import Testing

@testable import PotokHTML

/// The tokenizer tests of html5lib; parse errors are left out, as the tokenizer reports none.
struct TokenizerConformanceTests {
    @Test
    func `every tokenizer case of html5lib gives its tokens`() throws {
        let folder = SharedMaterial.url("suites/html5lib/tokenizer")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".test") }.sorted()
        var cases = 0
        var runs = 0
        var failures: [String] = []
        for file in files {
            let suite = try JSONDecoder().decode(Suite.self, from: Data(contentsOf: folder.appending(path: file)))
            let coerces = suite.xmlViolationTests != nil
            for test in suite.tests ?? suite.xmlViolationTests ?? [] {
                cases += 1
                for state in test.initialStates ?? ["Data state"] {
                    runs += 1
                    let expected = test.expectedTokens
                    var tokens = TokenCollector.tokens(
                        of: test.inputBytes,
                        state: state,
                        lastStartTag: test.lastStartTag
                    )
                    if coerces { tokens = tokens.map(\.coercedToXML) }
                    if tokens != expected {
                        failures.append("\(file): \(test.description) in \(state): \(tokens), not \(expected)")
                    }
                }
            }
        }
        print("html5lib tokenizer: \(cases) cases, \(runs) runs, \(failures.count) failures")
        #expect(failures.isEmpty, "\(failures.prefix(20).joined(separator: "\n"))")
        #expect(cases == 6810)
        #expect(runs == 7036)
    }
}

private struct Suite: Decodable {
    let tests: [Case]?
    let xmlViolationTests: [Case]?
}

private struct Case: Decodable {
    let description: String
    let input: String
    let output: [Output]
    let initialStates: [String]?
    let lastStartTag: String?
    let doubleEscaped: Bool?

    /// Lone surrogates cannot be in UTF-8; like any decoder we hand on U+FFFD.
    var inputBytes: [UInt8] { Array(decoded(input).utf8) }

    var expectedTokens: [ObservedToken] {
        var tokens: [ObservedToken] = []
        for entry in output {
            switch entry.kind {
            case "Character": tokens.appendText(decoded(entry.strings[0] ?? ""))
            case "Comment": tokens.append(.comment(decoded(entry.strings[0] ?? "")))
            case "StartTag":
                var attributes: [String: String] = [:]
                for (name, value) in entry.attributes { attributes[decoded(name)] = decoded(value) }
                let isSelfClosing = entry.flag ?? false
                tokens.append(.startTag(decoded(entry.strings[0] ?? ""), attributes, isSelfClosing: isSelfClosing))
            case "EndTag": tokens.append(.endTag(decoded(entry.strings[0] ?? "")))
            default:
                let names = entry.strings.map { $0.map(decoded) }
                tokens.append(.doctype(names[0], names[1], names[2], isCorrect: entry.flag ?? false))
            }
        }
        return tokens
    }

    private func decoded(_ text: String) -> String {
        guard doubleEscaped == true else { return text }
        var units: [UInt16] = []
        var rest = text[...]
        while let character = rest.first {
            if character == "\\", rest.dropFirst().first == "u",
                let unit = UInt16(rest.dropFirst(2).prefix(4), radix: 16)
            {
                units.append(unit)
                rest = rest.dropFirst(6)
            } else {
                units.append(contentsOf: String(character).utf16)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}

/// One expected token: `["StartTag", "a", {"b": "c"}, true]` and the like.
private struct Output: Decodable {
    var kind = ""
    var strings: [String?] = []
    var attributes: [String: String] = [:]
    var flag: Bool?

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        kind = try list.decode(String.self)
        while !list.isAtEnd {
            if try list.decodeNil() {
                strings.append(nil)
            } else if let flag = try? list.decode(Bool.self) {
                self.flag = flag
            } else if let text = try? list.decode(String.self) {
                strings.append(text)
            } else {
                attributes = try list.decode([String: String].self)
            }
        }
    }
}
