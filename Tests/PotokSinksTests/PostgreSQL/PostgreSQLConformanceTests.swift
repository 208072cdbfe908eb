import PotokTesting
import Testing

@Suite
struct PostgreSQLConformanceTests {
    @Test(arguments: SinkConformance.cases)
    func `the sink conforms before a real server`(_ item: SinkConformance.Case) async throws {
        let problems = try await item.problems(PostgreSQLSubject())
        #expect(problems == [])
    }

    @Test
    func `what does not apply is what an answer of HTTP could say alone`() async throws {
        let subject = try await PostgreSQLSubject()
        let other = try SinkConformance.cases.filter { try !$0.applies(to: subject) }
        #expect(
            other.map(\.name) == [
                "after busy nothing is lost", "after malformedAnswer nothing is lost",
                "after emptyAnswer nothing is lost",
                "the wait that a busy target asks for is told",
            ]
        )
        print("conformance: PostgreSQL passes \(SinkConformance.cases.count - other.count) cases")
    }
}
