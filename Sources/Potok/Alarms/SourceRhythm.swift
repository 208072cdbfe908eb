import PotokCore

/// How often a source brings something new, and when its silence means something.
enum SourceRhythm {
    /// Pauses that must be known.
    static let leastPauses = 8
    /// How long a source must have been followed.
    static let leastSpan: Duration = .seconds(7 * 86_400)
    /// Pauses from which on the longest one is taken for an accident.
    static let manyPauses = 20
    /// How many times its longest usual pause a source may be silent.
    static let patience = 4
    /// The shortest silence that is an alarm.
    static let leastSilence: Duration = .seconds(86_400)

    /// How long a source may bring nothing new.
    ///
    /// - Parameter arrivals: the hours in which it brought something new, oldest first.
    /// - Returns: nil while they are too few to tell.
    static func silentAfter(_ arrivals: [Timestamp]) -> Duration? {
        guard let first = arrivals.first, let last = arrivals.last, arrivals.count > leastPauses else { return nil }
        guard .seconds(last.secondsSince1970 - first.secondsSince1970) >= leastSpan else { return nil }
        let pauses = zip(arrivals.dropFirst(), arrivals).map { $0.secondsSince1970 - $1.secondsSince1970 }.sorted()
        let usual = pauses[pauses.count - (pauses.count >= manyPauses ? 2 : 1)]
        return max(.seconds(usual * patience), leastSilence)
    }
}
