import Foundation
import PotokCore
import PotokFeeds

/// Reads packed feeds (a length of four bytes and the feed, repeated) and prints entries and CPU seconds of every round.
@main
enum FeedsBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let rounds = Int(arguments[2]) else { exit(64) }
        let data = Array(try Data(contentsOf: URL(filePath: arguments[1])))
        var feeds: [[UInt8]] = []
        var index = 0
        while index + 4 <= data.count {
            let length = (0..<4).reduce(0) { $0 | Int(data[index + $1]) << ($1 * 8) }
            feeds.append(Array(data[index + 4..<index + 4 + length]))
            index += 4 + length
        }
        guard let base = WebURL("http://example.org/feed") else { exit(70) }
        for _ in 0..<rounds {
            let start = processorTime()
            var entries = 0
            var dates = 0
            for feed in feeds {
                guard let read = try? FeedReader.read(feed, base: base) else { continue }
                entries += read.items.count
                for item in read.items where item.published?.timestamp != nil || item.updated?.timestamp != nil {
                    dates += 1
                }
            }
            print("round", entries, dates, processorTime() - start)
        }
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
