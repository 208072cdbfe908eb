import GRDB
import PotokCore

extension Committer {
    /// Why a page may not come in whatever it says: it, the way to it, what it says it is a copy of, or its text was forgotten.
    func forgotten(
        _ candidate: Fingerprinted,
        _ page: Page,
        _ settlement: Settlement
    ) throws -> Forgotten? {
        guard !hasForgottenNothing else { return nil }
        let source = settlement.request.source
        var query = ForgottenQuery(source: source)
        query.add(candidate.document.key)
        // The place of a record says nothing: another one may stand there today.
        for locator in [settlement.request.locator, page.locator, candidate.document.locator] {
            if case .record = locator { continue }
            query.add(locator, source: source)
        }
        for hop in page.hops { query.add(.url(hop.url), source: source) }
        if let claim = settlement.canonical, let url = page.locator.url?.canonical(),
            claim.refusal(by: url, AddressForm(url)) == nil
        {
            query.add(.url(claim.url), source: source)
        }
        query.add(text: candidate.textHash)
        return try ForgottenTable.find(query, database)
    }

    /// A page without the sections whose text was forgotten wherever it stands.
    func withoutForgottenSections(_ candidate: Fingerprinted) throws -> Fingerprinted {
        guard !hasForgottenNothing, !candidate.sections.isEmpty else { return candidate }
        var candidate = candidate
        try candidate.sections.removeAll { section in
            var query = ForgottenQuery(source: section.document.source)
            query.add(text: section.textHash)
            return try ForgottenTable.find(query, database) != nil
        }
        return candidate
    }
}
