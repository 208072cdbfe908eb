/// Who else has the fingerprints of a text.
struct Presence {
    /// How many fingerprints candidates share.
    static let needed = 2

    /// How many shared fingerprints tell more than common phrases do.
    static let telling = 4

    /// How many candidates that share fewer are so many that none of them counts.
    static let crowd = 100

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

    /// Those that share two fingerprints, and how many they share.
    var candidates: [(number: Int64, shared: Int)] {
        shared.filter { $0.value >= Self.needed }.map { (number: $0.key, shared: $0.value) }
            .sorted { ($1.shared, $0.number) < ($0.shared, $1.number) }
    }
}
