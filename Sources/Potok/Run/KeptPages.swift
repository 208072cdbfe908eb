import PotokCore
import PotokStore

/// Pages that a dry run has fetched: the next run takes them as they are instead of asking again.
struct KeptPages: Sendable {
    /// How old they may be.
    static let longest: Duration = .seconds(86_400)

    /// Where a dry run keeps what it fetches; nil in any other run.
    let keeper: Store?
    /// Where the pages of a dry run are; nil when there are none.
    let holder: Store?
    let since: Timestamp

    /// Keeps a page that was fetched.
    func keep(_ page: Page) async throws { try await keeper?.keep(page) }

    /// The page that is kept for a request.
    func page(for request: Request) async throws -> Page? {
        // Listings lead to others by what they say now.
        guard request.role == .page else { return nil }
        return try await holder?.keptPage(for: request, since: since)
    }
}
