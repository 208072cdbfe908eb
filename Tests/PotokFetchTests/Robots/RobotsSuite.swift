import Foundation
import PotokCore
import PotokTesting

@testable import PotokFetch

/// The robots.txt suites: Google's cases, and real files with the answers of another library.
enum RobotsSuite {
    /// A question of `cases.json`.
    struct Case: Decodable {
        var id: String
        var robots: String
        var userAgent: String
        var url: String
        var allowed: Bool
    }

    /// A case of `extra.json`.
    struct Extra: Decodable {
        var id: String
        var kind: String
        var robots: String?
        var robotsBase64: String?
        var validDirectives: Int?
        var unknownDirectives: Int?
        var lastLine: Int?
        var sitemap: String?
        var userAgent: String?
        var valid: Bool?

        var bytes: [UInt8] {
            robots.map { Array($0.utf8) } ?? robotsBase64.flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? []
        }
    }

    /// A file of `real/` with its answers.
    struct Real: Decodable {
        var file: String
        var answers: [Answer]
        var crawlDelay: Double?
        var sitemaps: [String]

        struct Answer: Decodable {
            var userAgent: String
            var url: String
            var allowed: Bool
        }
    }

    static func cases() throws -> [Case] {
        try JSONDecoder().decode([Case].self, from: SharedMaterial.data("suites/robots/cases.json"))
    }

    static func extra() throws -> [Extra] {
        try JSONDecoder().decode([Extra].self, from: SharedMaterial.data("suites/robots/extra.json"))
    }

    static func real() throws -> [Real] {
        try SharedMaterial.data("suites/robots/real/answers.jsonl").split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Real.self, from: $0)
        }
    }

    static func robots(_ name: String) throws -> RobotsFile {
        RobotsFile.parse(Array(try SharedMaterial.data("suites/robots/real/files/\(name)")))
    }

    /// What of a URL is judged; a URL that is none stands for the front page.
    static func target(_ url: String) -> String {
        WebURL(url)?.requestTarget ?? "/"
    }
}
