/// Guesses which of the legal words a mistyped one was meant to be.
public enum Suggestion {
    /// The candidate nearest to a word, when one is near enough to be worth saying.
    ///
    /// Case, `-`, `_` and spaces are ignored. The distance is that of Damerau and Levenshtein (restricted: a pair is transposed
    /// once); it may be a third of the longer word's length. A word that a single candidate continues is near as well.
    /// Of several equally near candidates the first is given.
    public static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = fold(word)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (candidate: String, distance: Int)?
        var continuations: [String] = []
        for candidate in candidates {
            let folded = fold(candidate)
            let limit = max(1, max(wanted.count, folded.count) / 3)
            if min(wanted.count, folded.count) > 1 || folded == wanted, abs(wanted.count - folded.count) <= limit {
                let distance = distance(wanted, folded)
                if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
            }
            if wanted.count >= 3, folded.starts(with: wanted) { continuations.append(candidate) }
        }
        if let best { return best.candidate }
        return continuations.count == 1 ? continuations[0] : nil
    }

    private static func fold(_ word: String) -> [Character] {
        word.prefix(80).lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }.map { $0 }
    }

    /// The number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
