import PotokTesting
import Testing

@Suite
struct TypesenseConformanceTests {
    @Test(arguments: SinkConformance.cases)
    func `the sink conforms before a real server`(_ item: SinkConformance.Case) async throws {
        let problems = try await item.problems(TypesenseSubject())
        #expect(problems == [])
    }

    @Test
    func `what does not apply is the order of versions, which the server does not know`() async throws {
        let subject = try await TypesenseSubject()
        let other = try SinkConformance.cases.filter { try !$0.applies(to: subject) }
        #expect(
            other.map(\.name) == [
                "an older version is acknowledged and changes nothing", "an older delete removes nothing",
            ]
        )
        print("conformance: Typesense passes \(SinkConformance.cases.count - other.count) cases")
    }
}
