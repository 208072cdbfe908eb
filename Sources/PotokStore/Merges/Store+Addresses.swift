import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Store {
    /// What is known of an address, and why its document is where it is; nil when the address was never seen.
    public func explanation(of url: WebURL) async throws -> AddressExplanation? {
        try await read { try AddressReader(database: $0).explain(url.canonical().description) }
    }

    /// The other addresses of a document.
    public func aliases(of record: StoredRecord) async throws -> [AddressExplanation.Alias] {
        try await read {
            try AddressReader(database: $0).aliases(of: Int64(record.number), but: record.document.url ?? "")
        }
    }
}

/// Reads why addresses lead where they lead.
struct AddressReader {
    let database: Database

    func explain(_ address: String) throws -> AddressExplanation? {
        let frontier = try Row.fetchOne(
            database,
            sql: """
                SELECT frontier.id, name, seeded_run, due_at, quarantine FROM frontier
                JOIN source ON source.id = source_id WHERE address = ?
                """,
            arguments: [address]
        )
        let look = try Look.find(database, address: address)
        let row = try look.map { $0.into ?? $0.row } ?? documentRow(at: address)
        guard frontier != nil || row != nil else { return nil }
        let isNamed = frontier.map { $0["seeded_run"] as Int64 > 0 } ?? false
        var explanation = AddressExplanation(
            address: address,
            source: isNamed ? frontier?["name"] : nil,
            dueAt: isNamed ? (frontier?["due_at"] as Int?).map(Timestamp.init(secondsSince1970:)) : nil,
            quarantine: frontier?["quarantine"],
            ending: try frontier.flatMap { try ending(of: $0["id"]) },
            reasons: [],
            aliases: []
        )
        if let row {
            explanation.target = try target(row)
            if let target = explanation.target {
                explanation.aliases = try aliases(of: row, but: target.url).filter { $0.address != address }
                if look == nil, target.url != address { explanation.reasons.append("redirect") }
            }
        }
        if let look { explanation.reasons += try reasons(look) }
        return explanation
    }

    func aliases(of row: Int64, but url: String) throws -> [AddressExplanation.Alias] {
        let addresses = try String.fetchAll(
            database,
            sql: """
                SELECT address FROM alias WHERE document_id = ?1 AND address <> ?2
                    OR document_id IN (SELECT document_id FROM look WHERE into_id = ?1) ORDER BY address
                """,
            arguments: [row, url]
        )
        return try addresses.map { address in
            let look = try Look.find(database, address: address)
            let reason: String
            switch look?.plan.evidence {
            case .canonical: reason = "rel=canonical"
            case .text: reason = try look.map(mergeReason) ?? ""
            case nil: reason = "redirect"
            }
            return AddressExplanation.Alias(address: address, reason: reason)
        }
    }

    /// The document in sight under an address, by its key or by a redirect.
    private func documentRow(at address: String) throws -> Int64? {
        let key = WebURL(address).map { DocumentKey(url: $0).data } ?? Data()
        return try Int64.fetchOne(
            database,
            sql: """
                SELECT id FROM document WHERE gone_at IS NULL AND (key = ? OR id = (
                    SELECT coalesce(into_id, alias.document_id) FROM alias
                    LEFT JOIN look ON look.document_id = alias.document_id WHERE alias.address = ?))
                """,
            arguments: [key, address]
        )
    }

    private func target(_ row: Int64) throws -> AddressExplanation.Target? {
        try Row.fetchOne(
            database,
            sql: "SELECT id, key, locator, title FROM document WHERE id = ? AND gone_at IS NULL",
            arguments: [row]
        ).flatMap { row in
            DocumentKey(data: row["key"]).map {
                AddressExplanation.Target(number: row["id"], key: $0, url: row["locator"], title: row["title"])
            }
        }
    }

    private func ending(of frontier: Int64) throws -> AddressExplanation.Ending? {
        try Row.fetchOne(
            database,
            sql: "SELECT run_id, kind, reason FROM outcome WHERE frontier_id = ? ORDER BY run_id DESC LIMIT 1",
            arguments: [frontier]
        ).flatMap { row in
            Outcome.Kind(rawValue: row["kind"]).map {
                AddressExplanation.Ending(
                    run: Run.Identifier(rawValue: row["run_id"]),
                    kind: $0,
                    reason: row["reason"]
                )
            }
        }
    }

    private func reasons(_ look: Look) throws -> [String] {
        var reasons: [String] = []
        if look.plan.evidence != nil { reasons.append(try mergeReason(look)) }
        if let refusal = look.refusal, let canonical = look.canonical {
            reasons.append("names \(canonical) as its canonical URL, which is not followed: \(refusal)")
        }
        // Variants with the same text that are two documents all the same want to be explained, too.
        guard look.into == nil else { return reasons }
        let variants = VariantTable(database: database)
        let equals = try variants.equals(of: look.row)
        for other in try variants.group(of: look) where equals.contains(other.row) && other.into != look.row {
            let difference = look.form.differences(from: other.form)
            let evidence = try evidence(difference, look.form.family)
            reasons.append("\(other.address) has the same text and is another document: \(evidence)")
        }
        return reasons
    }

    /// Why a page is merged, or has the key of another address.
    private func mergeReason(_ look: Look) throws -> String {
        switch look.plan.evidence {
        case .canonical(let canonical):
            "rel=canonical: \(look.address) names \(canonical)"
                + (look.into == nil ? ", where nobody has looked" : "")
        case .text(let difference): "equal text: \(try evidence(difference, look.form.family))"
        case nil: "it is its own address"
        }
    }

    /// What is learned of the ways in which two addresses differ.
    private func evidence(_ difference: Variation, _ family: String) throws -> String {
        let counts = try VariantTable(database: database).counts(family)
        let parts = counts.filter { difference.isSuperset(of: Variation(rawValue: $0.key)) }
            .filter { $0.value.isLearned || $0.key == difference.rawValue }.sorted { $0.key < $1.key }
        let texts = parts.map { variation, count in
            "\(count.equal) of \(count.equal + count.different) pairs of this host that differ in "
                + Variation(rawValue: variation).text
        }
        let isCertain = parts.filter { $0.value.isLearned }.map { Variation(rawValue: $0.key) }.cover(difference)
        return texts.joined(separator: ", ")
            + (isCertain ? "" : "; it takes \(VariantTable.pairsToLearn) and none with different texts to merge them")
    }
}
