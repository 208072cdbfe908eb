/// Compares two lists of lines.
public enum LineDifference {
    /// A line of a comparison.
    public enum Line: Sendable, Hashable {
        /// It is in both.
        case kept(String)
        /// It is in the first only.
        case removed(String)
        /// It is in the second only.
        case added(String)
    }

    /// The most pairs of lines that are compared, 16 MB of table; beyond, all that is between the equal ends counts as replaced.
    private static let mostPairs = 4_000_000

    /// The lines of both with as many kept as there can be; of each stretch that differs, first what goes, then what comes.
    ///
    /// A longest common subsequence by the table of Wagner and Fischer (1974), between the ends that are equal anyway.
    public static func lines(from old: [String], to new: [String]) -> [Line] {
        // Strings are equal when they look alike; lines are the same when their bytes are.
        var numbers: [[UInt8]: Int] = [:]
        func number(_ line: String) -> Int {
            let bytes = Array(line.utf8)
            if let known = numbers[bytes] { return known }
            numbers[bytes] = numbers.count
            return numbers.count - 1
        }
        let (from, to) = (old.map(number), new.map(number))
        var start = 0
        while start < min(from.count, to.count), from[start] == to[start] { start += 1 }
        var tail = 0
        while tail < min(from.count, to.count) - start, from[from.count - 1 - tail] == to[to.count - 1 - tail] {
            tail += 1
        }
        let kept = keptPairs(from[start..<from.count - tail], to[start..<to.count - tail])
        var lines = old[..<start].map(Line.kept)
        var (before, after) = (start, start)
        for pair in kept + [(from.count - tail, to.count - tail)] {
            lines += old[before..<pair.0].map(Line.removed)
            lines += new[after..<pair.1].map(Line.added)
            guard pair.0 < from.count - tail else { break }
            lines.append(.kept(old[pair.0]))
            (before, after) = (pair.0 + 1, pair.1 + 1)
        }
        return lines + old[(old.count - tail)...].map(Line.kept)
    }

    /// The places of lines that stay, in both lists, in order.
    private static func keptPairs(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [(Int, Int)] {
        let width = new.count + 1
        let (pairs, isTooMany) = (old.count + 1).multipliedReportingOverflow(by: width)
        guard !old.isEmpty, !new.isEmpty, !isTooMany, pairs <= mostPairs else { return [] }
        // How many lines can stay of what follows each pair of places.
        var table = [Int32](repeating: 0, count: pairs)
        for row in stride(from: old.count - 1, through: 0, by: -1) {
            for column in stride(from: new.count - 1, through: 0, by: -1) {
                let isSame = old[old.startIndex + row] == new[new.startIndex + column]
                table[row * width + column] =
                    isSame
                    ? table[(row + 1) * width + column + 1] + 1
                    : max(table[(row + 1) * width + column], table[row * width + column + 1])
            }
        }
        var kept: [(Int, Int)] = []
        var (row, column) = (0, 0)
        while row < old.count, column < new.count {
            if old[old.startIndex + row] == new[new.startIndex + column] {
                kept.append((old.startIndex + row, new.startIndex + column))
                (row, column) = (row + 1, column + 1)
            } else if table[(row + 1) * width + column] >= table[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return kept
    }
}
