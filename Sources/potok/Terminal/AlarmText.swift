import PotokCore
import PotokStore

/// Alarms of sources in words.
enum AlarmText {
    /// An alarm in a line.
    static func line(_ alarm: SourceAlarm) -> String {
        "alarm       \(alarm.source) [\(alarm.kind.code)] since \(alarm.since): \(alarm.message)"
    }
}

/// An alarm as JSON.
struct AlarmJSON: Encodable {
    var source: String
    var kind: String
    var code: String
    var since: String
    var message: String

    init(_ alarm: SourceAlarm) {
        source = alarm.source
        kind = alarm.kind.rawValue
        code = alarm.kind.code
        since = alarm.since.text
        message = alarm.message
    }
}
