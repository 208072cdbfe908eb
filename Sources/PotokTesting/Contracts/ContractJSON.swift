import Foundation

/// JSON as contract servers read and write it.
enum ContractJSON {
    /// An object; nil for anything else.
    static func object(_ bytes: some Sequence<UInt8>) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
    }

    /// A list; nil for anything else.
    static func list(_ bytes: some Sequence<UInt8>) -> [Any]? {
        (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [Any]
    }

    /// The bytes of a value.
    static func bytes(_ value: Any) -> [UInt8] {
        (try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])).map(Array.init) ?? []
    }

    /// An answer with a value.
    static func answer(_ status: Int = 200, _ value: Any) -> LoopbackServer.Answer {
        .response(status, headers: [("Content-Type", "application/json")], body: bytes(value))
    }

    /// The path and the parameters of a request.
    static func parts(_ target: String) -> (path: [String], query: [String: String]) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = halves[0].split(separator: "/").map { String($0).removingPercentEncoding ?? "" }
        var query: [String: String] = [:]
        for pair in (halves.count > 1 ? halves[1] : "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            query[String(sides[0])] = sides.count > 1 ? String(sides[1]).removingPercentEncoding : ""
        }
        return (path, query)
    }
}
