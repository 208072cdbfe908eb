import PotokCore
import PotokText

/// Fields at the head of a text file, in the form of RFC 5322: `Title: …`, `Author: …`, `Date: …`, then an empty line.
///
/// A head counts as one when its first line is a field whose name is known, and every line up to the first empty one is a
/// field or (with white space before it) goes on with the one above. Names may be English, Polish, German, French or Spanish.
struct HeaderFields: Sendable {
    /// What a field says.
    enum Field: Sendable {
        case title, author, date, language, url, description, tags
    }

    private(set) var fields: [(field: Field, value: String)] = []

    private static let names: [String: Field] = [
        "title": .title, "subject": .title, "tytuł": .title, "temat": .title, "titel": .title, "titre": .title,
        "título": .title, "author": .author, "authors": .author, "by": .author, "from": .author, "autor": .author,
        "autorzy": .author, "auteur": .author, "date": .date, "published": .date, "data": .date, "datum": .date,
        "fecha": .date, "opublikowano": .date, "language": .language, "lang": .language, "język": .language,
        "url": .url, "source": .url, "link": .url, "źródło": .url, "description": .description, "summary": .description,
        "abstract": .description, "opis": .description, "tags": .tags, "keywords": .tags, "tagi": .tags,
        "categories": .tags,
    ]

    /// The field of a name; nil when the name is not known.
    static func field(named name: String) -> Field? { names[name.lowercased()] }

    /// Lines that a head has at the most.
    private static let mostLines = 64

    /// Reads the head of a text; nil when it has none.
    static func read(_ bytes: ArraySlice<UInt8>) -> (fields: HeaderFields, length: Int)? {
        let start = bytes.firstIndex { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } ?? bytes.endIndex
        var lines = TextLines(bytes[start...])
        var fields = HeaderFields()
        var isKnown = false
        for number in 0..<mostLines {
            guard let line = lines.next(), let first = bytes[line].first else { break }
            let text = CleanText.line(String(decoding: bytes[line], as: UTF8.self))
            if text.isEmpty { break }
            if first == 0x20 || first == 0x09 {
                guard number > 0 else { return nil }
                if isKnown { fields.fields[fields.fields.count - 1].value += " " + text }
                continue
            }
            guard let (name, value) = split(text) else { return nil }
            if let field = field(named: name) {
                fields.fields.append((field, value))
                isKnown = true
            } else {
                guard number > 0 else { return nil }
                isKnown = false
            }
            guard number < mostLines - 1 else { return nil }
        }
        return fields.fields.isEmpty ? nil : (fields, lines.position - bytes.startIndex)
    }

    /// The name and the value of a field.
    private static func split(_ line: String) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = line[..<colon]
        guard (1...32).contains(name.count), name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        else {
            return nil
        }
        let value = line[line.index(after: colon)...]
        guard !value.hasPrefix("//") else { return nil }
        return (String(name), CleanText.line(value))
    }

    /// Adds a field.
    mutating func add(_ field: Field, _ value: String) {
        if !value.isEmpty { fields.append((field, value)) }
    }

    /// Fills in what a document says about itself.
    func fill(_ metadata: inout PageMetadata) {
        for (field, value) in fields where !value.isEmpty {
            switch field {
            case .title: metadata.title = metadata.title ?? Sourced(value, .meta)
            case .author: metadata.authors += people(value).map { Sourced($0, .meta) }
            case .date:
                if metadata.published == nil {
                    metadata.published = (PublishedDate(value).map { PageDate($0) } ?? DateReader.value(value)).map {
                        Sourced($0, .meta)
                    }
                }
            case .language:
                let tag = value.lowercased()
                if LanguageTag.isPlausible(tag) { metadata.language = Sourced(tag, .meta) }
            case .url:
                if let url = WebURL(value), url.isWeb { metadata.canonicalURL = Sourced(url.description, .meta) }
            case .description: metadata.description = metadata.description ?? Sourced(value, .meta)
            case .tags:
                metadata.tags += value.split(separator: ",").map { Sourced(CleanText.line($0), .meta) }
            }
        }
    }

    /// The names of a list of people, without their addresses.
    private func people(_ value: String) -> [String] {
        value.split(whereSeparator: { $0 == ";" || $0 == "," }).compactMap { part in
            let name = CleanText.line(part.prefix { $0 != "<" })
            return name.isEmpty || name.contains("@") ? nil : name
        }
    }
}
