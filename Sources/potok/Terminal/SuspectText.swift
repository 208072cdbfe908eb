import PotokCore
import PotokStore

/// Texts that are not believed yet, in words.
enum SuspectText {
    static func line(_ count: Int) -> String {
        "\(count) \(count == 1 ? "text is" : "texts are") not believed yet, and the one before is served;"
            + " `potok accept --list` shows them"
    }

    /// One of them as its address tells of it.
    static func story(_ suspect: Suspect) -> String {
        let days = suspect.days == 1 ? "on one day" : "on \(suspect.days) days"
        let end =
            switch suspect.cause {
            case .shorter: "believed after \(SuspectRule.days) days"
            case .same: "not believed by itself"
            }
        return "since \(suspect.since), seen \(days): \(suspect.reason); \(end); `potok accept \(suspect.url)` takes it"
    }

    /// One of them in a list.
    static func line(_ suspect: Suspect) -> String {
        "\(suspect.number)  \(suspect.url)  since \(suspect.since): \(suspect.lengthBefore) characters before,"
            + " \(suspect.length) now; \(suspect.reason)"
    }
}

/// A text that is not believed yet, as JSON.
struct SuspectJSON: Encodable {
    var type = "suspect"
    var number: Int
    var key: String
    var url: String
    var source: String
    var cause: String
    var reason: String
    var since: String
    var observedAt: String
    var days: Int
    var title: String
    var charactersBefore: Int
    var characters: Int

    init(_ suspect: Suspect) {
        number = suspect.number
        key = suspect.key.rawValue
        url = suspect.url
        source = suspect.source
        cause = suspect.cause.rawValue
        reason = suspect.reason
        since = suspect.since.text
        observedAt = suspect.observedAt.text
        days = suspect.days
        title = suspect.title
        charactersBefore = suspect.lengthBefore
        characters = suspect.length
    }
}
