import ArgumentParser
import Potok
import PotokCore
import PotokStore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Answers many queries: one JSON object a line in, one a line out.
struct SearchBatch {
    private struct Question: Decodable {
        var id: String
        var query: String
    }

    private struct Answer: Encodable {
        var type = "answer"
        var id: String
        var hits: [String]
    }

    let store: Store
    let options: SearchOptions
    let mode: SearchQuery.Mode

    func run(file: String) async throws {
        var number = 0
        var mistakes = 0
        for line in try lines(of: file) {
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do {
                guard let question = try? JSONDecoder().decode(Question.self, from: Data(line)) else {
                    throw PotokError("search.batch", "this is no JSON object with the texts id and query")
                }
                let query =
                    mode == .any ? SearchQuery(plainWords: question.query) : try SearchQuery(question.query)
                let hits = try await store.locators(answering: query, options)
                try JSONLine.output(Answer(id: question.id, hits: hits))
            } catch let error as PotokError where error.code == "search.query" || error.code == "search.batch" {
                mistakes += 1
                Terminal.problem("\(file):\(number): \(error)", hint: error.hint)
            }
        }
        if mistakes > 0 { throw ArgumentParser.ExitCode(Potok.ExitCode.usage.rawValue) }
    }

    private func lines(of file: String) throws -> [ArraySlice<UInt8>] {
        let path = file == "-" ? "/dev/stdin" : file
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PotokError(
                "search.batch",
                "\(file) cannot be read",
                hint: "name a file of queries, or - for standard input"
            )
        }
        return Array(data).split(separator: 0x0A)
    }
}
