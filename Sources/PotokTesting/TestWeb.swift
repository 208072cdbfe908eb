public import Foundation

/// A web of generated news pages on loopback addresses, served by nginx, whose days pass when a test says so.
///
/// It drives `testweb/testweb.py` of the test material. Two webs may run at once when their `net` and ports differ.
public final class TestWeb: Sendable {
    /// What became of the web on one day.
    public struct Day: Decodable, Sendable {
        /// The URLs whose text changed.
        public var changed: [String]
        /// The URLs that are new.
        public var new: [String]
        /// The URLs that answer 404 from that day on.
        public var gone: [String]
        /// The URLs that say with status 200 that there is no such page from that day on.
        public var lost: [String]
        /// The beginnings of the URLs of hosts that show a page that asks for consent in place of every article.
        public var walled: [String]

        private enum CodingKeys: String, CodingKey {
            case changed, new, gone, walled
            case lost = "soft_404"
        }
    }

    /// One article, as its maker knows it.
    public struct Article: Sendable, Hashable {
        /// The title.
        public var title: String
        /// The number of the article whose text it has; its own number when the text is its own.
        public var original: Int
        /// Whether its text differs from the original's by an edit.
        public var isEdited: Bool
    }

    /// What went wrong with the programs behind the web.
    public struct Failure: Error, CustomStringConvertible {
        /// What was said.
        public var description: String
    }

    /// Where the web keeps its files.
    public let folder: URL

    /// Makes the pages, starts the server, and returns when it listens.
    ///
    /// - Parameters:
    ///   - folder: where the web may keep its files; it is made when it is not there.
    ///   - hosts: how many hosts, each with an address of its own.
    ///   - pages: how many articles, over all hosts.
    ///   - kilobytes: the least and the largest size of a page.
    ///   - net: the third byte of the first host's address.
    ///   - port: the port of all hosts.
    public init(
        folder: URL,
        hosts: Int,
        pages: Int,
        kilobytes: ClosedRange<Int> = 5...10,
        net: Int,
        port: Int
    ) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try Self.run(
            "start",
            folder,
            [
                "--hosts", "\(hosts)", "--pages", "\(pages)", "--min-kb", "\(kilobytes.lowerBound)", "--max-kb",
                "\(kilobytes.upperBound)", "--net", "\(net)", "--http-port", "\(port)", "--no-tls",
            ]
        )
    }

    /// The URLs of all articles that are there now.
    public func urls() throws -> [String] {
        try Self.run("urls", folder, []).split(separator: "\n").map(String.init)
    }

    /// Lets a day pass, or goes straight to a later one.
    ///
    /// The change that a day makes to an article is named after the day. An edited copy looks as if day 1 had changed it, so a
    /// change on day 1 leaves it as it is: go to day 2 where each change must be one.
    ///
    /// - Parameters:
    ///   - day: the number of the day to go to; nil for the next.
    ///   - changed: the share of articles whose text changes.
    ///   - new: the share of articles that appear.
    ///   - gone: the share of articles that disappear.
    ///   - lost: the share of articles that say with status 200 that there is no such page.
    ///   - walled: how many hosts show a page that asks for consent in place of every article, until another number is given.
    public func tick(
        to day: Int? = nil,
        changed: Double,
        new: Double,
        gone: Double = 0,
        lost: Double = 0,
        walled: Int? = nil
    ) throws -> Day {
        let number = day.map { ["--day", "\($0)"] } ?? []
        _ = try Self.run(
            "tick",
            folder,
            number + ["--changed", "\(changed)", "--new", "\(new)", "--gone", "\(gone)", "--soft-404", "\(lost)"]
                + (walled.map { ["--wall-hosts", "\($0)"] } ?? [])
        )
        struct State: Decodable { var day: Int }
        let state = try JSONDecoder().decode(State.self, from: Data(contentsOf: folder.appending(path: "state.json")))
        return try JSONDecoder().decode(
            Day.self,
            from: Data(contentsOf: folder.appending(path: "truth/day-\(state.day).json"))
        )
    }

    /// What the maker of the web knows of each article, by its number.
    public func articles() throws -> [Int: Article] {
        let state = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: "state.json")))
        guard let titles = (state as? [String: Any])?["titles"] as? [String: [Any]] else {
            throw Failure(description: "state.json has no titles")
        }
        var articles: [Int: Article] = [:]
        for (number, fields) in titles {
            guard let number = Int(number), fields.count == 4, let title = fields[0] as? String,
                let original = fields[2] as? Int, let edits = fields[3] as? Int
            else { throw Failure(description: "state.json has other titles than expected") }
            articles[number] = Article(title: title, original: original, isEdited: edits != 0)
        }
        return articles
    }

    /// The number of the article at a URL; nil when none is there.
    public static func number(of url: String) -> Int? {
        url.split(separator: "/").last.flatMap { $0.split(separator: ".").first }.flatMap { Int($0) }
    }

    /// Ends the server; the files stay.
    public func stop() { _ = try? Self.run("stop", folder, []) }

    deinit { stop() }

    private static func run(_ command: String, _ folder: URL, _ options: [String]) throws -> String {
        let result = try ChildProcess.run(
            ["python3", SharedMaterial.url("testweb/testweb.py").path, command, "--dir", folder.path] + options
        )
        guard result.end == .exit(0) else {
            let words = String(decoding: result.problems, as: UTF8.self)
            throw Failure(description: "testweb.py \(command) failed (are python3 and nginx installed?): \(words)")
        }
        return result.text
    }
}
