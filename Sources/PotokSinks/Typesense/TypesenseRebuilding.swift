import PotokConfiguration
import PotokCore

extension TypesenseSink {
    /// Throws what of a collection does not fit.
    func requireFit(_ collection: JSONValue) throws(SinkFailure) {
        let problems = schema.problems(of: collection)
        guard !problems.isEmpty else { return }
        throw SinkFailure(
            .mismatch,
            code: "schema",
            message: "the collection \(name) does not fit: \(problems.joined(separator: "; ")). Change it, or let "
                + "`potok sinks rebuild` make a new one beside it"
        )
    }

    /// Our fields that a collection does not index.
    func missingFields(in collection: JSONValue) -> [String] {
        let there = Set(collection["fields"]?.elements?.compactMap { $0["name"]?.string } ?? [])
        return there.contains(".*") ? [] : schema.fields.map(\.name).filter { !there.contains($0) }
    }

    /// Makes a collection, or takes the one of that name for it.
    func create(as name: String) async throws(SinkFailure) {
        try await server.create(schema.creation(named: name))
        guard let made = try await server.collection(name) else { throw server.missing(name) }
        try requireFit(made)
    }
}

/// A collection that is filled beside the live one, until the alias stands for it.
struct TypesenseRebuilding: RebuildingSink {
    private let live: TypesenseSink
    private let beside: TypesenseSink

    /// Takes the sink of the alias.
    init(live: TypesenseSink, name: String) {
        self.live = live
        beside = TypesenseSink(server: live.server, name: "\(live.name)_\(name)", mapping: live.mapping)
    }

    var capabilities: SinkCapabilities { beside.capabilities.subtracting(.swap) }

    func check() async throws(SinkFailure) -> SinkHealth { try await beside.check() }

    /// Makes the collection: with the fields of the live one when those fit, so that what somebody has added stays; else with ours.
    func prepare() async throws(SinkFailure) {
        let server = live.server
        let target = try await server.target(ofAlias: live.name)
        let old = try await server.collection(live.name)
        if target == nil, old != nil {
            throw SinkFailure(
                .mismatch,
                code: "alias",
                message:
                    "\(live.name) is a collection and no alias, so that nothing can take its place in one step: let the sink "
                    + "write to another name, and readers use that one"
            )
        }
        if try await server.collection(beside.name) == nil, let old, live.schema.problems(of: old).isEmpty,
            let definition = Self.definition(of: old, named: beside.name)
        {
            try await server.create(definition)
        }
        try await beside.create(as: beside.name)
    }

    func deliver(_ changes: [SinkChange]) async -> BatchAnswer { await beside.deliver(changes) }

    func count() async throws(SinkFailure) -> Int { try await beside.count() }

    func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        try await beside.holdings(after: key, limit: limit)
    }

    func rebuilding(_ name: String) -> (any RebuildingSink)? { nil }

    /// Lets the alias stand for the new collection, which is one step for readers, and removes the old one.
    ///
    /// Synonyms and overrides belong to a collection, so they are copied before.
    func swap() async throws(SinkFailure) {
        let server = live.server
        let old = try await server.target(ofAlias: live.name)
        guard old != beside.name else { return }
        guard try await server.collection(beside.name) != nil else { throw server.missing(beside.name) }
        if let old {
            try await server.copy("synonyms", from: old, to: beside.name)
            try await server.copy("overrides", from: old, to: beside.name)
        }
        try await server.pointAlias(live.name, to: beside.name)
        if let old { try await server.remove(old) }
    }

    /// Removes the collection, unless it is the live one by now.
    func discard() async throws(SinkFailure) {
        guard try await live.server.target(ofAlias: live.name) != beside.name else {
            throw SinkFailure(.mismatch, code: "alias", message: "\(beside.name) is live already")
        }
        try await live.server.remove(beside.name)
    }

    /// The definition of a collection under another name.
    private static func definition(of collection: JSONValue, named name: String) -> [UInt8]? {
        guard let members = collection.members else { return nil }
        let kept = members.filter { !["name", "created_at", "num_documents", "num_memory_shards"].contains($0.key) }
        let definition = JSONValue(.object([JSONMember("name", JSONValue(.string(name)))] + kept))
        return Array(JSONWriter.pretty(definition).utf8)
    }
}
