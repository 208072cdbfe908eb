import Foundation

@testable import PotokHTML

/// A token as a test sees it.
enum ObservedToken: Equatable {
    case text(String)
    case startTag(String, [String: String], isSelfClosing: Bool)
    case endTag(String)
    case comment(String)
    case doctype(String?, String?, String?, isCorrect: Bool)

    /// The token as an XML tree could hold it (13.2.9, coercing an HTML DOM into an infoset).
    var coercedToXML: ObservedToken {
        switch self {
        case .text(let text): .text(Self.coerced(text))
        case .comment(let text): .comment(text.replacingOccurrences(of: "--", with: "- -"))
        default: self
        }
    }

    private static func coerced(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0xC: " "
                    case 0xFFFE, 0xFFFF: "\u{FFFD}"
                    default: scalar
                    }
                }
            )
        )
    }
}

extension [ObservedToken] {
    /// Appends text, joining it to a text before.
    mutating func appendText(_ text: String) {
        if case .text(let before)? = last {
            self[count - 1] = .text(before + text)
        } else if !text.isEmpty {
            append(.text(text))
        }
    }
}

/// Collects the tokens of a tokenizer that has no tree builder.
struct TokenCollector: TokenSink {
    private(set) var tokens: [ObservedToken] = []
    var allowsCDATA: Bool { false }
    var isFull: Bool { false }

    /// The tokens of a source, which is prepared as a page is.
    static func tokens(of input: [UInt8], state: String, lastStartTag: String? = nil) -> [ObservedToken] {
        var prepared: [UInt8] = []
        let holdsNUL = input.withUnsafeBufferPointer { SourcePreparation.copy($0, into: &prepared) }.holdsNUL
        var tokenizer = Tokenizer(storage: TokenStorage(), sink: TokenCollector())
        return prepared.withUnsafeBufferPointer { bytes in
            tokenizer.begin(SourceBytes(bytes), hasNUL: holdsNUL, maximumAttributes: 100)
            if var name = lastStartTag {
                tokenizer.lastStartTag = name.withUTF8 { bytes in
                    bytes.baseAddress.map {
                        tokenizer.storage.names.number(of: $0, count: bytes.count, readable: bytes.count)
                    } ?? 0
                }
            }
            switch state {
            case "PLAINTEXT state": tokenizer.run(from: .plaintext)
            case "RCDATA state": tokenizer.run(from: .rcdata)
            case "RAWTEXT state": tokenizer.run(from: .rawtext)
            case "Script data state": tokenizer.run(from: .scriptData)
            case "CDATA section state":
                tokenizer.readCDATA()
                tokenizer.run()
            default: tokenizer.run()
            }
            return tokenizer.sink.tokens
        }
    }

    private func string(_ run: ByteRun, _ storage: borrowing TokenStorage) -> String {
        storage.withBytes(run) { String(decoding: $0, as: UTF8.self) }
    }

    private func name(_ number: UInt32, _ storage: borrowing TokenStorage) -> String {
        storage.names.withBytes(of: number) { String(decoding: $0, as: UTF8.self) }
    }

    mutating func characters(_ token: CharacterToken, _ storage: inout TokenStorage) {
        tokens.appendText(string(token.run, storage))
    }

    mutating func startTag(_ tag: TagToken, _ storage: inout TokenStorage) -> ContentModel {
        var attributes: [String: String] = [:]
        for index in tag.attributeStart..<tag.attributeStart + tag.attributeCount {
            let attribute = storage.attributes[index]
            attributes[name(attribute.name, storage)] = string(
                ByteRun(start: attribute.valueStart, count: attribute.valueCount),
                storage
            )
        }
        tokens.append(.startTag(name(tag.name, storage), attributes, isSelfClosing: tag.isSelfClosing))
        return .data
    }

    mutating func endTag(_ tag: TagToken, _ storage: inout TokenStorage) {
        tokens.append(.endTag(name(tag.name, storage)))
    }

    mutating func comment(_ data: ByteRun, _ storage: inout TokenStorage) {
        tokens.append(.comment(string(data, storage)))
    }

    mutating func doctype(_ doctype: DoctypeRecord, _ storage: inout TokenStorage) {
        tokens.append(
            .doctype(
                doctype.hasName ? string(doctype.name, storage) : nil,
                doctype.hasPublicIdentifier ? string(doctype.publicIdentifier, storage) : nil,
                doctype.hasSystemIdentifier ? string(doctype.systemIdentifier, storage) : nil,
                isCorrect: !doctype.forcesQuirks
            )
        )
    }

    mutating func endOfFile(_ storage: inout TokenStorage) {}
}
