import PotokCore
import PotokStore

/// A receipt of what was forgotten, as JSON; with what went, where it has just gone.
struct ReceiptJSON: Encodable {
    var type = "receipt"
    var id: String
    var forgottenAt: String
    var reason: String
    var addresses: Int
    var hosts: Int
    var sources: Int
    var texts: Int
    var liftedAt: String?
    var documents: Int?
    var versions: Int?
    var duplicatesLeft: Int?
    var unseen: [String]?
    var copies: [CopyJSON]?

    init(_ receipt: ForgetReceipt, _ plan: ForgetPlan? = nil) {
        id = receipt.id
        forgottenAt = receipt.forgottenAt
        reason = receipt.reason
        addresses = receipt.documents.count
        hosts = receipt.hosts.count
        sources = receipt.sources.count
        texts = receipt.texts.count
        liftedAt = receipt.liftedAt
        guard let plan else { return }
        documents = plan.documents.count
        versions = plan.documents.reduce(0) { $0 + $1.versions }
        duplicatesLeft = plan.duplicatesLeft
        unseen = plan.unseen
        copies = plan.copies.map(CopyJSON.init)
    }
}

/// A file that holds a copy of what is forgotten, as JSON.
struct CopyJSON: Encodable {
    var file: String
    var records: Int

    init(_ copy: ForgetPlan.Copy) {
        file = copy.file
        records = copy.count
    }
}

/// What would be forgotten, as JSON.
struct ForgetPlanJSON: Encodable {
    struct Document: Encodable {
        var number: Int
        var key: String
        var address: String
        var title: String
        var versions: Int
        var isHidden: Bool
    }

    var type = "forget"
    var documents: [Document]
    var addresses: Int
    var unseen: [String]
    var duplicatesLeft: Int
    var copies: [CopyJSON]

    init(_ plan: ForgetPlan) {
        documents = plan.documents.map {
            Document(
                number: $0.number,
                key: $0.key.rawValue,
                address: $0.locator,
                title: $0.title,
                versions: $0.versions,
                isHidden: $0.isHidden
            )
        }
        addresses = plan.addresses
        unseen = plan.unseen
        duplicatesLeft = plan.duplicatesLeft
        copies = plan.copies.map(CopyJSON.init)
    }
}
