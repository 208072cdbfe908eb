import PotokCore

/// Names of fixtures: paths below their folder.
enum FixtureName {
    /// The most bytes of a name that is made of a URL; file systems allow 255 with the ending.
    private static let longest = 100

    /// A name that a person gave.
    ///
    /// - Throws: `usage.name` when it would lead out of the folder, or can be no name of a file.
    static func checked(_ name: String) throws(PotokError) -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isSound = parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".") && part.utf8.count <= 200
                && part.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        }
        guard isSound else {
            throw PotokError(
                "usage.name",
                "'\(name)' can be no name of a fixture",
                hint:
                    "it is a path below the folder of fixtures, without an ending, and no part of it begins with a dot"
            )
        }
        return name
    }

    /// A name made of a URL: its host, and the words of its path and query.
    static func made(of url: WebURL) -> String {
        var host = url.host ?? ""
        if host.hasPrefix("www.") { host.removeFirst(4) }
        var path = url.path
        if let dot = path.lastIndex(of: "."), [".html", ".htm", ".php", ".pdf", ".txt", ".md"].contains(path[dot...]) {
            path = String(path[..<dot])
        }
        var name: [UInt8] = []
        for byte in "\(host)/\(path)/\(url.query ?? "")".utf8.lazy.map({ (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
        {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): name.append(byte)
            case UInt8(ascii: "."), UInt8(ascii: "_"): if !name.isEmpty { name.append(byte) }
            default: if let last = name.last, last != UInt8(ascii: "-") { name.append(UInt8(ascii: "-")) }
            }
            if name.count == longest { break }
        }
        while let last = name.last, last == UInt8(ascii: "-") || last == UInt8(ascii: ".") { name.removeLast() }
        return name.isEmpty ? "page" : String(decoding: name, as: UTF8.self)
    }
}
