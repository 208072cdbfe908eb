import PotokCore
import PotokStore
import PotokStreams

/// Thrown when an address was forgotten: the way ends with `excluded`, and nothing of it is fetched.
struct ForgottenRefusal: Error {
    let forgotten: Forgotten
}

/// Keeps a run from asking for what a person had forgotten.
///
/// What only the content of a page shows (what it is a copy of, and its text) is seen by the store when it is committed.
struct ForgottenGate: Sendable {
    private let store: Store
    private let isOpen: Bool

    /// Looks once whether anything is forgotten; nothing is while a run has the lock.
    static func open(_ store: Store) async throws -> ForgottenGate {
        ForgottenGate(store: store, isOpen: try await store.hasForgottenNothing())
    }

    /// Makes sure that a locator may be asked for.
    ///
    /// - Throws: `ForgottenRefusal`, or a `StageFailure` when the database cannot be read.
    func admit(_ locator: Locator, source: String) async throws {
        if isOpen { return }
        var query = ForgottenQuery(source: source)
        // The place of a record says nothing of what stands there today.
        if case .record = locator {} else { query.add(locator, source: source) }
        let found: Forgotten?
        do { found = try await store.forgotten(query) } catch { throw StageFailure(error) }
        if let found { throw ForgottenRefusal(forgotten: found) }
    }
}
