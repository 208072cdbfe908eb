import PotokCore

/// What a code means, in words and as JSON.
enum CodeText {
    static func lines(_ entry: CodeBook.Entry, asked code: String) -> String {
        "code \(code)\n  \(entry.meaning)\n\n  do          \(entry.remedy)"
    }

    /// Every code, with the first line of what it means.
    static func all() -> String {
        CodeBook.chapters.map { chapter in
            let width = chapter.entries.map(\.code.count).max() ?? 0
            let lines = chapter.entries.map { entry in
                "  \(entry.code)\(String(repeating: " ", count: width - entry.code.count))  \(entry.meaning)"
            }
            return ([chapter.title] + lines).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

/// A code as JSON.
struct CodeJSON: Encodable {
    var type = "code"
    var code: String
    var meaning: String
    var remedy: String

    init(_ entry: CodeBook.Entry, asked code: String) {
        self.code = code
        meaning = entry.meaning
        remedy = entry.remedy
    }
}

/// A key of pipeline.json as JSON.
struct KeyJSON: Encodable {
    var type = "key"
    var key: String
    var text: String
}
