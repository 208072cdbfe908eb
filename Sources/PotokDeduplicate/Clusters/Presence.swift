/// Who else has the fingerprints of a text.
struct Presence {
    /// How many texts have each; -1 when too many.
    private(set) var counts: [Int]
    /// Whether the text itself is among them.
    private(set) var isOwn: [Bool]
    private var shared: [Int64: Int] = [:]

    init(_ count: Int) {
        counts = [Int](repeating: 0, count: count)
        isOwn = [Bool](repeating: false, count: count)
    }

    mutating func note(_ place: Int, _ number: Int64, own: Int64) {
        guard number != 0 else {
            counts[place] = -1
            return
        }
        if number == own {
            isOwn[place] = true
        } else {
            counts[place] += 1
            shared[number, default: 0] += 1
        }
    }

    /// Whether too many texts have one of the fingerprints.
    var hasCommon: Bool { counts.contains(-1) }

    /// Those that share two fingerprints, those that share most first.
    var candidates: [Int64] {
        let found = shared.filter { $0.value >= 2 }
        guard found.count > 1 else { return Array(found.keys) }
        return found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}
