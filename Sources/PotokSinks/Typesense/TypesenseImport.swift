import PotokConfiguration
import PotokCore

/// The body of an import and its answer: one line a document, both ways (Typesense's manual, "Index multiple documents").
struct TypesenseImport: Sendable {
    /// The identity of a document in Typesense.
    static let identityField = "id"
    /// Fifteen digits of the key as a number.
    ///
    /// Typesense gives documents in no order and cannot compare text, but it can pick those whose number lies between two others:
    /// so what it holds can be listed in the order of keys, piece by piece.
    static let keyNumberField = "keyNumber"
    /// The largest of these numbers.
    static let largestKeyNumber = Int64(1) << 60 - 1

    /// The names of the fields.
    let mapping: FieldMapping

    /// The number of a key.
    static func number(of key: DocumentKey) -> Int64 { Int64(key.rawValue.prefix(15), radix: 16) ?? 0 }

    /// The field with the first second of a date that is known to the day; nil when dates do not go out.
    static func secondsField(_ mapping: FieldMapping) -> String? {
        mapping.name(of: .publishedAt).map { $0 + "Seconds" }
    }

    /// The lines of documents.
    func body(of documents: [(key: DocumentKey, document: DocumentV1)]) -> [UInt8] {
        let seconds = Self.secondsField(mapping)
        let hasIdentity = mapping.keyName == Self.identityField
        var json = JSONBytes()
        json.reserveCapacity(documents.reduce(0) { $0 + $1.document.text.utf8.count + 1_024 })
        for (key, document) in documents {
            json.beginObject()
            if !hasIdentity { json.member(Self.identityField, key.rawValue) }
            mapping.write(document, into: &json)
            json.member(Self.keyNumberField, Self.number(of: key))
            if let seconds, let date = document.publishedAt.flatMap({ PublishedDate($0) }), date.precision.isDayOrFiner
            {
                json.member(seconds, Int64(date.earliest))
            }
            json.endObject()
            json.endLine()
        }
        return json.bytes
    }

    /// What the answer says of each document; nil when it is not one line for each.
    ///
    /// - Parameter words: makes words of the server fit for a message.
    static func answers(in body: [UInt8], count: Int, words: (String) -> String) -> [ChangeAnswer]? {
        var answers: [ChangeAnswer] = []
        answers.reserveCapacity(count)
        for line in body.split(separator: 0x0A) {
            if line.elementsEqual(success) {
                answers.append(.delivered)
                continue
            }
            let parsed = JSONParser.parse(Array(line))
            guard parsed.problems.isEmpty, let value = parsed.value, let succeeded = value["success"]?.boolean else {
                return nil
            }
            if succeeded {
                answers.append(.delivered)
            } else {
                let code = value["code"]?.integer ?? 0
                let kind = kind(ofLine: code)
                let message = words(value["error"]?.string ?? "no words")
                let failure = SinkFailure(kind, code: String(code), message: message)
                answers.append(kind == .rejected ? .rejected(failure) : .retry(failure))
            }
        }
        return answers.count == count ? answers : nil
    }

    private static let success = Array(#"{"success":true}"#.utf8)

    /// What the code of a line means: the document is not right, or the server had no room or an error of its own.
    private static func kind(ofLine code: Int) -> SinkFailure.Kind {
        switch code {
        case 422, 429, 503: .busy
        case 400...499: .rejected
        default: .failed
        }
    }
}

extension PublishedDate.Precision {
    /// Whether a day is known, so that a second can stand for the date without inventing more than a time of day.
    var isDayOrFiner: Bool { self == .day || self == .second }
}
