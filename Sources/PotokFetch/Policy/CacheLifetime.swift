import PotokCore

/// How long a response says that it stays fresh (RFC 9111 §4.2.1), for a private cache.
enum CacheLifetime {
    /// The lifetime that is left when the response arrives; nil when nothing is said.
    static func of(_ headers: [String: String], observedAt: Timestamp) -> Duration? {
        let directives = (headers["cache-control"] ?? "").split(separator: ",").map {
            $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.lowercased()
        }
        if directives.contains(where: { $0 == "no-cache" || $0 == "no-store" || $0.hasPrefix("no-cache=") }) {
            return .zero
        }
        // A proxy's cache may have held it for a while.
        let age = headers["age"].flatMap { HeaderLine.decimal($0.utf8) } ?? 0
        if let text = directives.first(where: { $0.hasPrefix("max-age=") })?.dropFirst(8) {
            guard let seconds = HeaderLine.decimal(text.utf8) else { return .zero }
            return .seconds(max(0, min(seconds, 1 << 32) - min(age, 1 << 32)))
        }
        guard let expires = headers["expires"] else { return nil }
        // What cannot be read has expired (RFC 9111 §5.3).
        guard let end = HTTPDate.parse(expires) else { return .zero }
        let start = headers["date"].flatMap(HTTPDate.parse) ?? observedAt
        return .seconds(max(0, end.secondsSince1970 - start.secondsSince1970 - min(age, 1 << 32)))
    }
}
