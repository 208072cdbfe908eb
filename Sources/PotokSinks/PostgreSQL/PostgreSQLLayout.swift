import PotokConfiguration
import PotokCore

/// The columns of the table, and how a document becomes a row.
struct PostgreSQLLayout: Sendable {
    /// What a column is filled with.
    enum Content: Sendable, Hashable {
        /// A field of the document.
        case field(DocumentField)
        /// The span of time that `publishedAt` may mean: a month is a month.
        case publicationRange
    }

    /// A column that we write.
    struct Column: Sendable {
        /// Its name.
        var name: String
        /// What it is filled with.
        var content: Content

        /// Its type in a new table.
        var type: String {
            guard case .field(let field) = content else { return "tstzrange" }
            switch field {
            case .authors: return "text[]"
            case .version: return "bigint"
            case .revision: return "integer"
            case .confidence, .duplicateScore: return "double precision"
            case .reservesMining: return "boolean"
            case .firstSeenAt, .observedAt, .changedAt: return "timestamp with time zone"
            default: return "text"
            }
        }

        /// The types in a table that is there which hold the same.
        var fittingTypes: Set<String> {
            switch type {
            case "text": ["text", "character varying", "citext"]
            case "integer": ["integer", "bigint", "numeric"]
            case "bigint": ["bigint", "numeric"]
            case "double precision": ["double precision", "real", "numeric"]
            case "text[]": ["text[]", "character varying[]"]
            default: [type]
            }
        }

        /// Whether every document has it.
        var isAlwaysThere: Bool {
            guard case .field(let field) = content else { return false }
            switch field {
            case .url, .identifier, .language, .publishedAt, .publishedPrecision, .confidence, .duplicateOf,
                .duplicateRelation,
                .duplicateScore:
                return false
            default: return true
            }
        }
    }

    /// The columns, key and version among them.
    let columns: [Column]
    /// The name of the column with the key.
    let key: String
    /// The name of the column with the version.
    let version: String
    /// How words are found.
    let textSearch: PostgreSQLOptions.TextSearch

    private let title: String?
    private let text: String?
    private let language: String?

    /// The column that words are found in.
    static let searchColumn = "search"
    /// How many characters of a text can be found by its words: the server's limit for a `tsvector` is a million bytes.
    static let searchableLength = 200_000

    /// Makes the columns of what goes out.
    init(_ mapping: FieldMapping, textSearch: PostgreSQLOptions.TextSearch) {
        var columns: [Column] = []
        for column in mapping.columns {
            columns.append(Column(name: column.name, content: .field(column.field)))
            if column.field == .publishedAt {
                columns.append(Column(name: column.name + "Range", content: .publicationRange))
            }
        }
        self.columns = columns
        key = mapping.keyName
        version = mapping.versionName
        title = mapping.name(of: .title)
        text = mapping.name(of: .text)
        language = mapping.name(of: .language)
        self.textSearch = title == nil && text == nil ? .none : textSearch
    }

    /// The arrays that hold a number of documents, in the order of ``columns``.
    func arrays(of documents: [DocumentV1]) -> [PostgreSQLColumn] {
        columns.map { column in
            var array = PostgreSQLColumn()
            for document in documents { array.append(Self.value(column.content, of: document)) }
            return array
        }
    }

    /// Why a document cannot be stored, when the server's refusal would take others of its batch along.
    func objection(to document: DocumentV1) -> SinkFailure? {
        for column in columns {
            guard case .field(let field) = column.content, let value = field.value(of: document) else { continue }
            let hasZero: Bool
            switch value {
            case .text(let text): hasZero = text.utf8.contains(0)
            case .texts(let texts): hasZero = texts.contains { $0.utf8.contains(0) }
            default: hasZero = false
            }
            if hasZero {
                let message =
                    "the field \(field.rawValue) has the character U+0000, which PostgreSQL's text cannot hold"
                return SinkFailure(.rejected, code: "22021", message: message)
            }
        }
        return nil
    }

    /// The value of a column as PostgreSQL reads it; nil is NULL.
    static func value(_ content: Content, of document: DocumentV1) -> String? {
        guard case .field(let field) = content else { return document.publishedAt.flatMap { range($0) } }
        switch field.value(of: document) {
        case nil: return nil
        case .text(let text): return text
        case .texts(let texts): return list(texts)
        case .integer(let number): return String(number)
        case .number(let number): return "\(number)"
        case .boolean(let flag): return flag ? "t" : "f"
        }
    }

    /// Texts as an array constant (PostgreSQL's manual, 8.15.6).
    static func list(_ texts: [String]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (index, text) in texts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The span of time that a date may mean, as a range constant (PostgreSQL's manual, 8.17.5); nil for what is no date.
    static func range(_ text: String) -> String? {
        guard let date = PublishedDate(text) else { return nil }
        let first = Timestamp(secondsSince1970: date.earliest)
        let parts = date.text.split(separator: "-").compactMap { Int($0) }
        let next: PublishedDate?
        switch date.precision {
        case .second: return "[\(first.text),\(first.text)]"
        case .day: return "[\(first.text),\(Timestamp(secondsSince1970: date.earliest + 86_400).text))"
        case .month where parts.count == 2:
            next =
                parts[1] == 12
                ? PublishedDate(year: parts[0] + 1, month: 1) : PublishedDate(year: parts[0], month: parts[1] + 1)
        case .year where parts.count == 1: next = PublishedDate(year: parts[0] + 1)
        default: next = nil
        }
        // Nothing follows the last year that can be written.
        return "[\(first.text),\(next.map { Timestamp(secondsSince1970: $0.earliest).text } ?? ""))"
    }

    // MARK: Statements

    /// Creates the table, without an index for words.
    ///
    /// - Parameter configurations: the text search configurations of the server.
    func creation(of table: PostgreSQLName, configurations: Set<String>) -> String {
        var lines = columns.map { column in
            let name = PostgreSQLName.quote(column.name)
            switch column.content {
            case .field(.key): return "\(name) text COLLATE \"C\" PRIMARY KEY"
            default: return "\(name) \(column.type)" + (column.isAlwaysThere ? " NOT NULL" : "")
            }
        }
        if let expression = searchExpression(configurations) {
            lines.append(
                "\(PostgreSQLName.quote(Self.searchColumn)) tsvector GENERATED ALWAYS AS (\(expression)) STORED"
            )
        }
        return "CREATE TABLE \(table.quoted) (\n    \(lines.joined(separator: ",\n    "))\n)"
    }

    /// What the column of words is made of; nil when there is none.
    private func searchExpression(_ configurations: Set<String>) -> String? {
        let configuration: String
        switch textSearch {
        case .none: return nil
        case .simple: configuration = "'pg_catalog.simple'::regconfig"
        case .language:
            guard let language else {
                configuration = "'pg_catalog.simple'::regconfig"
                break
            }
            let cases = PostgreSQLLanguages.configurations.filter { configurations.contains($0.name) }
                .map { "WHEN '\($0.tag)' THEN 'pg_catalog.\($0.name)'::regconfig" }
            let subject = "split_part(\(PostgreSQLName.quote(language)), '-', 1)"
            configuration =
                cases.isEmpty
                ? "'pg_catalog.simple'::regconfig"
                : "CASE \(subject) \(cases.joined(separator: " ")) ELSE 'pg_catalog.simple'::regconfig END"
        }
        let parts = [(title, "A"), (text, "B")].compactMap { name, weight in
            name.map {
                "setweight(to_tsvector(\(configuration), left(\(PostgreSQLName.quote($0)), \(Self.searchableLength))), '\(weight)')"
            }
        }
        return parts.joined(separator: " || ")
    }

    /// Stores rows that come as one array a column, except where something newer is there.
    ///
    /// The rows of `tombstones` keep an upsert that arrives late from bringing back what was deleted after it, for as long as one may be on
    /// its way.
    func upsert(into table: PostgreSQLName, tombstones: PostgreSQLName, within seconds: Int) -> String {
        let names = columns.map { PostgreSQLName.quote($0.name) }
        let key = PostgreSQLName.quote(key)
        let version = PostgreSQLName.quote(version)
        let number = columns.firstIndex { $0.name == self.version } ?? 0
        let keyNumber = columns.firstIndex { $0.name == self.key } ?? 0
        let parameters = columns.indices.map { "$\($0 + 1)::text[]" }.joined(separator: ", ")
        let values = columns.enumerated().map { index, column in
            column.type == "text" ? "new.c\(index)" : "new.c\(index)::\(column.type)"
        }
        let settings = names.filter { $0 != key }.map { "\($0) = excluded.\($0)" }
        return """
            INSERT INTO \(table.quoted) AS held (\(names.joined(separator: ", ")))
            SELECT \(values.joined(separator: ", "))
            FROM unnest(\(parameters)) AS new(\(columns.indices.map { "c\($0)" }.joined(separator: ", ")))
            WHERE NOT EXISTS (
                SELECT FROM \(tombstones.quoted) AS gone
                WHERE gone.key = new.c\(keyNumber) AND gone.version > new.c\(number)::bigint
                    AND gone.deleted > now() - interval '\(seconds) seconds'
            )
            ON CONFLICT (\(key)) DO UPDATE SET \(settings.joined(separator: ", "))
            WHERE held.\(version) <= excluded.\(version)
            RETURNING \(key)
            """
    }

    /// Removes rows whose keys and versions come as two arrays, except where something newer is there, and remembers that they are gone.
    func deletion(from table: PostgreSQLName, tombstones: PostgreSQLName) -> String {
        """
        WITH told AS (SELECT c0 AS key, c1::bigint AS version FROM unnest($1::text[], $2::text[]) AS new(c0, c1)),
        removed AS (
            DELETE FROM \(table.quoted) AS held USING told
            WHERE held.\(PostgreSQLName.quote(key)) = told.key AND held.\(PostgreSQLName.quote(version)) <= told.version
        )
        INSERT INTO \(tombstones.quoted) AS gone (key, version) SELECT key, version FROM told
        ON CONFLICT (key) DO UPDATE SET version = excluded.version, deleted = excluded.deleted
        WHERE gone.version <= excluded.version
        """
    }

    /// The keys, of those that come with versions as two arrays, that have no row because of a newer delete.
    func removed(from table: PostgreSQLName, tombstones: PostgreSQLName, within seconds: Int) -> String {
        """
        SELECT told.c0 FROM unnest($1::text[], $2::text[]) AS told(c0, c1)
        JOIN \(tombstones.quoted) AS gone ON gone.key = told.c0 AND gone.version > told.c1::bigint
            AND gone.deleted > now() - interval '\(seconds) seconds'
        WHERE NOT EXISTS (SELECT FROM \(table.quoted) AS held WHERE held.\(PostgreSQLName.quote(key)) = told.c0)
        """
    }
}
