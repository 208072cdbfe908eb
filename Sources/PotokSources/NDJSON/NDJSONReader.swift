public import PotokConfiguration
public import PotokCore
public import PotokStreams

/// Reads lines of NDJSON files into pages; their bodies join the flow where fetched ones do.
public struct NDJSONReader: Sendable {
    private let clock: @Sendable () -> Timestamp
    private let sequences = LineSequences()

    /// Makes a reader that stamps pages by a clock.
    public init(now clock: @escaping @Sendable () -> Timestamp) { self.clock = clock }

    /// Reads the line of a request.
    ///
    /// - Returns: a page, or the outcome `excluded` for what is too large.
    /// - Throws: `PotokError` when the line is not there any more, or cannot be read.
    public func read(
        _ request: Request,
        path: String,
        archive: String,
        position: ArchivePosition,
        fields: NDJSONFields,
        options: FetchOptions,
        holding lease: ByteLease
    ) async throws -> Step<Page> {
        let limit = options.maxBody
        let sequences = sequences
        let found = try await BlockingWork.run {
            try sequences.line(path: path, archive: archive, at: position, limit: limit.bytes)
        }
        let place = "\(archive):\(position.line)"
        guard let found else { throw PotokError("ndjson.missing", "\(place): the line is not there any more") }
        guard let bytes = found.bytes else {
            return .settled(
                .excluded(.size, reason: "line \(position.line) is more than fetch.maxBody (\(limit.rounded))")
            )
        }
        try await lease.grow(to: bytes.count)
        let result = JSONParser.parse(bytes)
        guard let value = result.value, result.problems.isEmpty, value.members != nil else {
            let reason = result.problems.first?.message ?? "it is \(result.value?.noun ?? "empty")"
            throw PotokError("ndjson.bad-line", "\(place): no JSON object: \(reason)")
        }
        let url = Self.text(value, fields.url).flatMap { WebURL($0) }
        let locator: Locator
        if let url, url.isWeb {
            locator = .url(url)
        } else if let identifier = Self.text(value, fields.id) {
            locator = .file(path: path, identifier: identifier)
        } else {
            throw PotokError(
                "ndjson.no-identity",
                "\(place): there is neither '\(fields.url)' with a web address nor '\(fields.id)'",
                hint: "name the keys in `fields`"
            )
        }
        let html = Self.text(value, fields.html)
        guard let body = html ?? Self.text(value, fields.text) else {
            throw PotokError(
                "ndjson.no-text",
                "\(place): there is neither '\(fields.html)' nor '\(fields.text)'",
                hint: "name the keys in `fields`"
            )
        }
        var page = Page(
            request: request,
            locator: locator,
            body: Array(body.utf8),
            contentType: html == nil ? "text/plain; charset=utf-8" : "text/html; charset=utf-8",
            validators: Validators(entityTag: Self.tag(bytes)),
            observedAt: clock()
        )
        page.known.title = Self.text(value, fields.title)
        page.known.language = Self.text(value, fields.language)
        page.known.published = Self.text(value, fields.date).flatMap { PublishedDate($0) }
        page.known.authors = Self.texts(value, fields.author)
        return .next(page)
    }

    /// What tells a line from another at the same place.
    static func tag(_ bytes: [UInt8]) -> String { Hash(SHA256.hash(bytes).prefix(16)).hexadecimal }

    private static func value(_ object: JSONValue, _ key: String) -> JSONValue? {
        if let found = object[key] { return found }
        var current = object
        for part in key.split(separator: ".") {
            guard let next = current[String(part)] else { return nil }
            current = next
        }
        return current
    }

    private static func text(_ object: JSONValue, _ key: String) -> String? { texts(object, key).first }

    private static func texts(_ object: JSONValue, _ key: String) -> [String] {
        guard let value = value(object, key) else { return [] }
        return (value.elements ?? [value]).compactMap { element in
            switch element.content {
            case .string(let text): text.isEmpty ? nil : text
            case .number(let text): text
            default: nil
            }
        }
    }
}
