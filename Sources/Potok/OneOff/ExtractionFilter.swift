public import PotokCore
import PotokStreams

/// Extracts the pages of NDJSON, line by line: many at once, the results in the order of the lines.
///
/// Memory is bounded: no more lines are read than twice the number of workers before the results of the first are taken.
public struct ExtractionFilter: Sendable {
    /// What came of one line.
    public enum Result: Sendable {
        /// A page; it may hold no text.
        case page(ExtractedPage)
        /// The line is not what it has to be.
        case malformed(line: Int, PotokError)
    }

    private let extractor: PageExtractor
    private let workers: Int
    private let longestLine: ByteCount

    /// Makes a filter.
    ///
    /// - Parameter longestLine: the longest line that is read; longer ones are errors.
    public init(_ extractor: PageExtractor, workers: Int, longestLine: ByteCount) {
        self.extractor = extractor
        self.workers = max(1, workers)
        self.longestLine = longestLine
    }

    private enum Event: Sendable {
        case read(LineReader.Line?)
        case done(place: Int, Result)
    }

    /// Reads lines until there are no more, and hands over each result as soon as those before it were.
    ///
    /// - Parameters:
    ///   - descriptor: where the lines come from.
    ///   - head: bytes that were read from there before.
    public func run(
        descriptor: Int32,
        after head: [UInt8] = [],
        take: (Result) async throws -> Void
    ) async throws {
        let reader = LineReader(descriptor: descriptor, after: head, limit: longestLine.bytes)
        try await withThrowingTaskGroup(of: Event.self) { group in
            var begun = 0
            var taken = 0
            var done: [Int: Result] = [:]
            var isReading = false
            var hasEnded = false
            while true {
                if !hasEnded, !isReading, begun - taken < workers * 2 {
                    isReading = true
                    group.addTask { .read(try await BlockingWork.run { try reader.next() }) }
                }
                guard let event = try await group.next() else { return }
                switch event {
                case .read(nil):
                    hasEnded = true
                    isReading = false
                case .read(let line?):
                    isReading = false
                    let place = begun
                    begun += 1
                    group.addTask { .done(place: place, result(of: line)) }
                case .done(let place, let result):
                    done[place] = result
                    while let next = done.removeValue(forKey: taken) {
                        try await take(next)
                        taken += 1
                    }
                }
            }
        }
    }

    private func result(of line: LineReader.Line) -> Result {
        guard let bytes = line.bytes else {
            return .malformed(
                line: line.number,
                PotokError(
                    "extract.input",
                    "is longer than \(longestLine.rounded)",
                    hint: "raise it with --set fetch.maxBody=…"
                )
            )
        }
        do {
            return .page(try extractor.extract(line: bytes))
        } catch {
            return .malformed(line: line.number, error)
        }
    }
}
