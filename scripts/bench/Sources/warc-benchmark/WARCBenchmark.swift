import Foundation
import PotokSources

/// `warc-benchmark FILE heads|bodies|digests ROUNDS`: CPU seconds of reading a file, a line for each round.
@main struct WARCBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let rounds = Int(arguments[3]) else {
            print("usage: warc-benchmark FILE heads|bodies|digests ROUNDS")
            exit(64)
        }
        for _ in 0..<rounds {
            let start = clock()
            let (records, bytes) = try read(arguments[1], arguments[2])
            print("round", Double(clock() - start) / Double(CLOCKS_PER_SEC), records, bytes)
        }
    }

    private static func read(_ path: String, _ task: String) throws -> (records: Int, bytes: Int) {
        let reader = try WARCReader(path: path, name: path)
        var records = 0
        var bytes = 0
        while let record = try reader.next() {
            records += 1
            if task == "heads" { continue }
            guard let block = try reader.block() else { continue }
            let content = try WARCContent(of: record, block: block, limit: 1 << 26, checksDigests: task == "digests")
            bytes += content.body.count
            if !content.complaints.isEmpty { print("complaint", content.complaints) }
        }
        if !reader.complaints.isEmpty { print("complaint", reader.complaints) }
        return (records, bytes)
    }
}
