import Foundation
import PotokCore
import Testing

/// The table of codes and the sources say the same.
struct CodeBookTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The sources of the program by their paths, without the table itself and what is for tests only.
    private static let sources: [(path: String, text: String)] = {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
            .map { (String($0.path.dropFirst(folder.path.count + 1)), $0) }
            .filter { !$0.0.hasPrefix("PotokTesting/") && !$0.0.contains("/CodeBook/") }
            .compactMap { path, file in (try? String(contentsOf: file, encoding: .utf8)).map { (path, $0) } }
            // Most files make no codes, and reading all of them by patterns takes seconds.
            .filter { $0.1.contains("PotokError") || $0.1.contains("Code(") || $0.1.contains("code:") }
    }()

    /// What makes a code: the head of an error, a code of its own, and the code of a notice.
    nonisolated(unsafe) private static let places = [
        #/PotokError\(\s*([^,\n]*),/#,
        #/(?:Code|Self)\(("[^"\n]*")/#,
        #/\bcode:\s*("[^"\n]*")/#,
        #/\bcode == ("[^"\n]*")/#,
        #/\bcomplain\(\s*("[^"\n]*")/#,
    ]

    nonisolated(unsafe) private static let literal =
        #/"((?:[a-z][A-Za-z0-9-]*|\\\([^)]*\))\.[A-Za-z0-9-]*(?:\\\([^"]*\))?[A-Za-z0-9-]*)"/#

    /// The codes in the sources; what is put in at run time is `0`.
    private static let codes: [String: String] = {
        var found: [String: String] = [:]
        for (path, text) in sources {
            for place in places {
                for match in text.matches(of: place) {
                    for code in match.output.1.matches(of: literal) {
                        let code = String(code.output.1).replacing(#/\\\([^)]*\)/#, with: "0")
                        found[code] = path
                    }
                }
            }
        }
        return found
    }()

    @Test func `every code in the sources is in the table`() {
        // Fewer would mean that the test reads wrong.
        #expect(Self.codes.count > 120)
        for (code, path) in Self.codes.sorted(by: { $0.key < $1.key }) where CodeBook.entry(for: code) == nil {
            // The two families of outcomes are in the table one by one.
            if code == "excluded.0" || code == "deferred.0" { continue }
            Issue.record("\(code), in \(path), is not in the table")
        }
    }

    @Test func `every outcome is in the table`() {
        let codes =
            Outcome.Kind.allCases.map(\.rawValue) + Outcome.Exclusion.allCases.map { "excluded.\($0.rawValue)" }
            + Outcome.Deferral.allCases.map { "deferred.\($0.rawValue)" }
        for code in codes { #expect(CodeBook.entry(for: code)?.code == code) }
    }

    @Test func `every code in the table is in the sources`() {
        let outcomes =
            Outcome.Kind.allCases.map(\.rawValue) + Outcome.Exclusion.allCases.map { "excluded.\($0.rawValue)" }
            + Outcome.Deferral.allCases.map { "deferred.\($0.rawValue)" }
            // Put together out of the kinds of alarms.
            + ["source.silent", "source.decay"]
        for entry in CodeBook.entries where !outcomes.contains(entry.code) && !entry.code.hasPrefix("exit-") {
            let isUsed =
                if entry.code.contains("*") {
                    Self.codes.keys.contains { CodeBook.entry(for: $0) == entry }
                } else {
                    Self.sources.contains { $0.text.contains("\"\(entry.code)\"") }
                }
            #expect(isUsed, "no source has \(entry.code)")
        }
    }

    @Test func `a code is in the table once, in whole sentences`() {
        let codes = CodeBook.entries.map(\.code)
        #expect(codes.count == Set(codes).count)
        for entry in CodeBook.entries {
            for text in [entry.meaning, entry.remedy] {
                #expect(text.hasSuffix("."), "\(entry.code): \(text)")
                #expect(!text.contains("  ") && !text.contains("\n"))
            }
        }
    }

    @Test(arguments: [
        ("fetch.http-503", "fetch.http-*"), ("FETCH.TIMEOUT", "fetch.timeout"),
        ("normalize.unexpected", "*.unexpected"),
        ("exit-3", "exit-3"),
    ])
    func `a code has the entry of its own or of its family`(_ code: String, _ expected: String) {
        #expect(CodeBook.entry(for: code)?.code == expected)
    }

    @Test(arguments: ["fetch.http-", ".unexpected", "fetch", "", "*", "nothing.at.all"])
    func `what is no code has no entry`(_ code: String) {
        #expect(CodeBook.entry(for: code) == nil)
    }
}
