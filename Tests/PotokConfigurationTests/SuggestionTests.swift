import PotokConfiguration
import Testing

@Suite struct SuggestionTests {
    private let commands = ["run", "fetch", "add", "search", "show", "status", "validate", "delay", "parallelPerHost"]

    @Test(
        arguments: [
            ("dely", "delay"), ("dealy", "delay"), ("fecth", "fetch"), ("serach", "search"), ("RUN", "run"),
            ("rnu", "run"),
            ("parallel_per_host", "parallelPerHost"), ("valid", "validate"), ("statsu", "status"), ("shw", "show"),
            ("sea", "search"), ("xyz", nil), ("", nil), ("s", nil), ("st", nil), ("banana", nil),
            (String(repeating: "delay", count: 1_000), nil), ("żółw", nil),
        ] as [(String, String?)]
    )
    func `a near word is suggested and a far one is not`(word: String, expected: String?) {
        #expect(Suggestion.closest(to: word, among: commands) == expected)
    }

    @Test func `nothing is suggested from nothing`() {
        #expect(Suggestion.closest(to: "run", among: []) == nil)
    }
}
