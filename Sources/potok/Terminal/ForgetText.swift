import PotokConfiguration
import PotokCore
import PotokStore

/// What is forgotten, in lines.
enum ForgetText {
    /// Documents that are named one by one.
    private static let told = 20

    /// What would go.
    static func plan(_ plan: ForgetPlan) -> [String] {
        var lines = plan.documents.prefix(told).map { document in
            let hidden = document.isHidden ? " (out of sight already)" : ""
            let versions = document.versions > 0 ? ", \(count(document.versions, "old version"))" : ""
            return
                "document    \(document.number)  \(document.key)  \(DisplayText.safe(document.locator))\(versions)\(hidden)"
        }
        if plan.documents.count > told { lines.append("            and \(plan.documents.count - told) more") }
        return lines + summary(plan, "would go")
    }

    /// What went, with the receipt.
    static func receipt(_ plan: ForgetPlan) -> [String] {
        ["receipt     \(plan.receipt.id), \(plan.receipt.forgottenAt): \(plan.receipt.reason)"]
            + summary(plan, "forgotten")
    }

    /// A receipt in one line.
    static func line(_ receipt: ForgetReceipt) -> String {
        var parts = [count(receipt.documents.count, "address", "addresses")]
        if !receipt.hosts.isEmpty { parts.append("a host") }
        if !receipt.sources.isEmpty { parts.append("a source") }
        if !receipt.texts.isEmpty { parts.append(count(receipt.texts.count, "text")) }
        let lifted = receipt.liftedAt.map { "; lifted \($0)" } ?? ""
        return "\(receipt.id)  \(receipt.forgottenAt)  \(parts.joined(separator: ", ")): \(receipt.reason)\(lifted)"
    }

    /// What is told when a receipt is lifted.
    static func lifted(_ receipt: ForgetReceipt) -> String {
        "receipt     \(receipt.id) is lifted: what it names may come again, and nothing is brought back"
    }

    private static func summary(_ plan: ForgetPlan, _ word: String) -> [String] {
        let versions = plan.documents.reduce(0) { $0 + $1.versions }
        let counts = [
            count(plan.documents.count, "document"), count(versions, "old version"),
            count(plan.addresses, "address", "addresses"),
        ]
        var lines = ["\(word)\(String(repeating: " ", count: 12 - word.count))\(counts.joined(separator: ", "))"]
        lines += plan.unseen.map { "kept out    \(DisplayText.safe($0)), which was never seen" }
        if plan.duplicatesLeft > 0 {
            lines.append(
                "stays       \(count(plan.duplicatesLeft, "document")) with the same text or much of it (--duplicates takes them too)"
            )
        }
        lines += plan.copies.map { copy in
            "still in    \(copy.file)" + (copy.count > 0 ? " (\(count(copy.count, "record")))" : "")
        }
        if !plan.documents.isEmpty {
            lines.append("still in    backups that were made before; what is restored from them is forgotten again")
        }
        return lines
    }

    private static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
