import PotokCore

/// Which new texts are not believed at once: those that look like a page in trouble and not like a page that was written anew.
public enum SuspectRule {
    /// Why a text is not believed.
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        /// It has lost most of its text. Seen on several days it is believed.
        case shorter
        /// It says what other pages of its host say. Time alone is no reason to believe it: walls stand for months.
        case same
    }

    /// Texts shorter than this may change as they like.
    static let leastLength = 500
    /// How many other pages of a host must say the same before it is taken for what the host says in place of a page.
    static let sameTexts = 2
    /// On how many days a text must have been seen to be believed.
    public static let days = 3
    /// How long after a change a text that the host says everywhere is taken back where it was believed.
    static let takenBackWithin = Duration.seconds(7 * 86_400)

    /// Whether a text has lost more than 70 % of its characters.
    static func isShorter(_ length: Int, than before: Int) -> Bool {
        before >= leastLength && length < before * 3 / 10
    }

    /// Whether two times are on different days (UTC).
    static func areDaysApart(_ one: Timestamp, _ other: Timestamp) -> Bool {
        one.secondsSince1970 / 86_400 != other.secondsSince1970 / 86_400
    }
}
