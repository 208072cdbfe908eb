import PotokConfiguration
import PotokCore

/// The requests of Typesense's interface that are about collections, aliases and the server itself.
struct TypesenseServer: Sendable {
    /// Sends the requests.
    let client: HTTPClient

    /// The oldest version that is known to work.
    static let oldest = (major: 0, minor: 24)

    /// Sends a request and takes success for an answer, or one status besides.
    func expect(
        _ method: String,
        _ path: String,
        body: [UInt8]?,
        or status: Int? = nil
    ) async throws(SinkFailure) -> HTTPAnswer {
        let request = HTTPRequest(method, path, headers: body == nil ? [] : ["Content-Type: text/plain"], body: body)
        let answer = try await client.send(request)
        guard answer.isSuccess || answer.status == status else { throw failure(answer) }
        return answer
    }

    /// What an answer says that is none of success: its words stand in `message`.
    ///
    /// What is wrong about a document is said of its line, so a request that is refused is too long, or wrong for all documents: halving it
    /// would then make dead letters of the whole corpus.
    func failure(_ answer: HTTPAnswer) -> SinkFailure {
        var failure = client.failure(answer, message: answer.json?["message"]?.string)
        // 422 is what a server says that has run out of disk or memory.
        if answer.status == 422 {
            failure.kind = .busy
        } else if failure.kind == .rejected, answer.status != 413 {
            failure.kind = .mismatch
        }
        return failure
    }

    /// The failure of a collection that went away.
    func missing(_ name: String) -> SinkFailure {
        SinkFailure(.mismatch, code: "404", message: "there is no collection \(name)")
    }

    /// The version of the server, which must be healthy; nil when the key may not ask for it.
    func version() async throws(SinkFailure) -> String? {
        _ = try await expect("GET", "/health", body: nil)
        let answer = try await client.send(HTTPRequest("GET", "/debug"))
        // Whether the key is good for what we need is seen by the collection.
        if answer.status == 401 || answer.status == 403 { return nil }
        guard answer.isSuccess else { throw failure(answer) }
        guard let version = answer.json?["version"]?.string else {
            throw client.failure(answer, code: "version", kind: .mismatch)
        }
        let numbers = version.split(separator: ".").prefix(2).map { Int($0) }
        if numbers.count == 2, let major = numbers[0], let minor = numbers[1], (major, minor) < Self.oldest {
            throw SinkFailure(
                .mismatch,
                code: "version",
                message: "the server is Typesense \(version), older than \(Self.oldest.major).\(Self.oldest.minor)"
            )
        }
        return version
    }

    /// A collection by its name or alias; nil when there is none.
    func collection(_ name: String) async throws(SinkFailure) -> JSONValue? {
        let answer = try await expect("GET", "/collections/\(Self.escape(name))", body: nil, or: 404)
        guard answer.isSuccess else { return nil }
        guard let collection = answer.json, collection["fields"] != nil else {
            throw client.failure(answer, code: "collection", kind: .malformed)
        }
        return collection
    }

    /// Asks for a collection that cannot be, which tells who may make one from who may not.
    func requireCreation() async throws(SinkFailure) {
        _ = try await expect("POST", "/collections", body: Array("{}".utf8), or: 400)
    }

    /// Makes a collection; one of that name that is there stays as it is.
    func create(_ definition: [UInt8]) async throws(SinkFailure) {
        _ = try await expect("POST", "/collections", body: definition, or: 409)
    }

    /// Removes a collection, if it is there.
    func remove(_ name: String) async throws(SinkFailure) {
        _ = try await expect("DELETE", "/collections/\(Self.escape(name))", body: nil, or: 404)
    }

    /// The collection that an alias stands for; nil when there is no such alias.
    func target(ofAlias name: String) async throws(SinkFailure) -> String? {
        let answer = try await expect("GET", "/aliases/\(Self.escape(name))", body: nil, or: 404)
        return answer.isSuccess ? answer.json?["collection_name"]?.string : nil
    }

    /// Lets an alias stand for a collection from now on.
    func pointAlias(_ alias: String, to collection: String) async throws(SinkFailure) {
        var json = JSONBytes()
        json.beginObject()
        json.member("collection_name", collection)
        json.endObject()
        _ = try await expect("PUT", "/aliases/\(Self.escape(alias))", body: json.bytes)
    }

    /// Gives a collection the synonyms or overrides of another.
    ///
    /// - Parameter kind: `synonyms` or `overrides`; a server that keeps them elsewhere has nothing to copy.
    func copy(_ kind: String, from old: String, to new: String) async throws(SinkFailure) {
        let answer = try await expect("GET", "/collections/\(Self.escape(old))/\(kind)", body: nil, or: 404)
        guard answer.isSuccess, let items = answer.json?[kind]?.elements else { return }
        for item in items {
            guard let identity = item["id"]?.string, item.range.upperBound <= answer.body.count else { continue }
            let path = "/collections/\(Self.escape(new))/\(kind)/\(Self.escape(identity))"
            _ = try await expect("PUT", path, body: Array(answer.body[item.range]))
        }
    }

    /// A name as a part of a URL (RFC 3986 §2.3).
    static func escape(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}

/// A line of newline-delimited JSON.
enum JSONLine {
    /// Its value; nil when it is none.
    static func value(_ line: ArraySlice<UInt8>) -> JSONValue? {
        let result = JSONParser.parse(Array(line))
        return result.problems.isEmpty ? result.value : nil
    }
}
