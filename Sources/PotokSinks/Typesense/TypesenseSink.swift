import PotokConfiguration
public import PotokCore

/// A collection of a Typesense server (0.24 or later), under an alias.
///
/// Typesense knows no versions: it stores what arrives last. So the order is the delivery's alone, which never has two changes of one
/// document on their way; and Typesense does the writes of a collection one after the other, also those whose answer nobody waits for any
/// more. A document is replaced whole. The name of pipeline.json is an alias, behind which a rebuilding puts another collection.
public struct TypesenseSink: Sink {
    let server: TypesenseServer
    /// The name that readers know: an alias, or a collection that somebody else has made.
    let name: String
    let mapping: FieldMapping
    let schema: TypesenseSchema

    /// How many keys a request deletes at most: they stand in its URL, whose length proxies bound.
    static let deletesOfRequest = 100

    /// Makes a sink; nothing is connected yet.
    ///
    /// - Parameters:
    ///   - client: knows the server and the key.
    ///   - name: the name of the collection or of its alias.
    ///   - mapping: the names of the fields.
    public init(_ client: HTTPClient, name: String, mapping: FieldMapping = .identity) {
        self.init(server: TypesenseServer(client: client), name: name, mapping: mapping)
    }

    init(server: TypesenseServer, name: String, mapping: FieldMapping) {
        self.server = server
        self.name = name
        self.mapping = mapping
        schema = TypesenseSchema(mapping)
    }

    /// Where an API key goes.
    public static let keyHeader = HTTPCredentials.KeyHeader.header("X-TYPESENSE-API-KEY")

    /// It deletes, lists what it holds and is filled anew beside itself.
    public var capabilities: SinkCapabilities { [.delete, .holdings, .swap] }

    /// Asks for health, version, the collection and our rights; an import of nothing changes nothing.
    public func check() async throws(SinkFailure) -> SinkHealth {
        let version = try await server.version()
        var notes: [String] = []
        if let collection = try await server.collection(name) {
            try requireFit(collection)
            let missing = missingFields(in: collection)
            if !missing.isEmpty { notes.append("not indexed, only stored: \(missing.joined(separator: ", "))") }
            _ = try await server.expect("POST", "\(path)/documents/import?action=upsert", body: [])
        } else {
            try await server.requireCreation()
            notes.append("the collection \(name) is made by the first delivery")
        }
        return SinkHealth(server: "Typesense \(version ?? "of a version that the key may not ask for")", notes: notes)
    }

    /// Makes a collection with an alias when there is neither, and looks whether what is there fits.
    public func prepare() async throws(SinkFailure) {
        if let collection = try await server.collection(name) { return try requireFit(collection) }
        try await create(as: name + "_1")
        try await server.pointAlias(name, to: name + "_1")
    }

    /// Imports the upserts, then deletes by keys, so that what takes the place of another is there before that one goes.
    public func deliver(_ changes: [SinkChange]) async -> BatchAnswer {
        var answers = [ChangeAnswer](repeating: .delivered, count: changes.count)
        var upserts: [(place: Int, key: DocumentKey, document: DocumentV1)] = []
        var deletes: [(place: Int, key: DocumentKey)] = []
        for (place, change) in changes.enumerated() {
            switch (change.change.kind, change.document) {
            case (.upsert, let document?): upserts.append((place, change.change.key, document))
            case (.upsert, nil):
                answers[place] = .rejected(
                    SinkFailure(.rejected, code: "document", message: "an upsert without a document")
                )
            case (.delete, _): deletes.append((place, change.change.key))
            }
        }
        if !upserts.isEmpty {
            do throws(SinkFailure) {
                for (upsert, answer) in zip(upserts, try await store(upserts.map { ($0.key, $0.document) })) {
                    answers[upsert.place] = answer
                }
            } catch {
                return BatchAnswer(error)
            }
        }
        while !deletes.isEmpty {
            let some = deletes.prefix(Self.deletesOfRequest)
            do throws(SinkFailure) {
                try await remove(some.map(\.key))
            } catch {
                if some.count == changes.count { return BatchAnswer(error) }
                // What was done before is done; keys alone cannot be what a server refuses.
                for (place, _) in deletes { answers[place] = .retry(error) }
                break
            }
            deletes.removeFirst(some.count)
        }
        return .answered(answers)
    }

    /// What the server says the collection holds.
    public func count() async throws(SinkFailure) -> Int {
        guard let collection = try await server.collection(name) else { throw server.missing(name) }
        guard let count = collection["num_documents"]?.integer else {
            throw SinkFailure(
                .malformed,
                code: "collection",
                message: "the server did not say how many documents there are"
            )
        }
        return count
    }

    /// A page of keys and versions: exports of pieces of the keys, each about as large as the page.
    public func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        guard limit > 0 else { return [] }
        let count = try await count()
        let largest = TypesenseImport.largestKeyNumber
        var first = key.map { TypesenseImport.number(of: $0) } ?? 0
        // Keys are hashes, so a piece of their numbers holds as large a piece of the documents.
        var width = count <= limit ? largest : max(1, largest / Int64(count) * Int64(limit))
        var found: [Holding] = []
        while found.count < limit, first <= largest {
            let last = largest - first < width ? largest : first + width
            var piece = try await held(from: first, through: last)
            if let key { piece.removeAll { $0.key <= key } }
            found += piece.sorted { $0.key < $1.key }
            if last == largest { break }
            first = last + 1
            if piece.count < limit / 4 { width = width > largest / 4 ? largest : width * 4 }
        }
        return Array(found.prefix(limit))
    }

    /// A collection beside the one that the alias stands for.
    public func rebuilding(_ name: String) -> (any RebuildingSink)? { TypesenseRebuilding(live: self, name: name) }

    // MARK: Requests

    private var path: String { "/collections/\(TypesenseServer.escape(name))" }

    private func store(
        _ documents: [(key: DocumentKey, document: DocumentV1)]
    ) async throws(SinkFailure) -> [ChangeAnswer] {
        let format = TypesenseImport(mapping: mapping)
        // What a schema does not allow is refused and not bent until it fits.
        let answer = try await server.expect(
            "POST",
            "\(path)/documents/import?action=upsert&dirty_values=reject",
            body: format.body(of: documents)
        )
        let words = server.client.words
        guard let answers = TypesenseImport.answers(in: answer.body, count: documents.count, words: words) else {
            throw server.client.failure(answer, code: "import", kind: .malformed)
        }
        return answers
    }

    private func remove(_ keys: [DocumentKey]) async throws(SinkFailure) {
        let list = keys.map(\.rawValue).joined(separator: ",")
        // Keys that are not there are not counted as an error.
        _ = try await server.expect("DELETE", "\(path)/documents?filter_by=id:%5B\(list)%5D", body: nil)
    }

    private func held(from first: Int64, through last: Int64) async throws(SinkFailure) -> [Holding] {
        let version = TypesenseServer.escape(mapping.versionName)
        let filter = "\(TypesenseImport.keyNumberField):%5B\(first)..\(last)%5D"
        let answer = try await server.expect(
            "GET",
            "\(path)/documents/export?include_fields=id,\(version)&filter_by=\(filter)",
            body: nil
        )
        var holdings: [Holding] = []
        for line in answer.body.split(separator: 0x0A) {
            guard let value = JSONLine.value(line), let id = value[TypesenseImport.identityField]?.string else {
                throw server.client.failure(answer, code: "export", kind: .malformed)
            }
            guard let key = DocumentKey(rawValue: id) else { continue }
            holdings.append(Holding(key: key, version: Int64(value[mapping.versionName]?.integer ?? 0)))
        }
        return holdings
    }
}
