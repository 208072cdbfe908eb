import Potok
import PotokConfiguration
import PotokCore
import PotokStore

/// What a run would do to a document, in a line.
enum PlannedChangeText {
    static func line(_ change: DryRun.PlannedChange) -> String {
        let document = change.document
        let kind = change.kind.rawValue + String(repeating: " ", count: 8 - change.kind.rawValue.count)
        let title = document.title.isEmpty || change.kind == .gone ? "" : "  \(document.title)"
        let duplicate = document.duplicateOf.map { ", a duplicate of \($0)" } ?? ""
        let reason = document.reason.map { ", \($0)" } ?? ""
        return DisplayText.safe("\(kind)  \(document.address)\(title)\(duplicate)\(reason)")
    }
}

/// What a run would do to a document, as one JSON object.
struct PlannedChangeJSON: Encodable {
    var type = "change"
    var change: String
    var key: String
    var address: String
    var title: String?
    var duplicateOf: String?
    var reason: String?

    init(_ planned: DryRun.PlannedChange) {
        change = planned.kind.rawValue
        key = planned.document.key.rawValue
        address = planned.document.address
        title = planned.document.title.isEmpty ? nil : planned.document.title
        duplicateOf = planned.document.duplicateOf?.rawValue
        reason = planned.document.reason
    }
}
