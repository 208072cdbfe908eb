import PotokConfiguration
import PotokCore
import Testing

@testable import PotokNormalize

/// What a source says about its pages: `select`, `remove`, `dropLines`, `keep`.
@Suite struct RepairTests {
    private static let page = """
        <html><head><title>Tytuł</title></head><body><div class=menu><p>Menu, które nie jest tekstem strony.</p></div>
        <div id=story><p>Pierwszy akapit tekstu, który jest zdaniem.</p><div class=box><p>Ramka z czymś innym.</p></div>
        <p>Fot. Jan Nowak</p><p>Drugi akapit tekstu, który jest zdaniem.</p></div></body></html>
        """

    private func normalize(_ html: String, _ change: (inout NormalizeOptions) -> Void) -> Step<Normalizer.Output> {
        var options = NormalizeOptions()
        change(&options)
        let locator = Locator.file(path: "/x", identifier: "x")
        let page = Page(
            request: Request(claim: Request.Claim(rawValue: 1), source: "s", locator: locator),
            locator: locator,
            body: Array(html.utf8),
            contentType: "text/html; charset=utf-8",
            observedAt: Timestamp(secondsSince1970: 0)
        )
        return Normalizer().normalize(
            page,
            rules: NormalizeRules(options),
            agent: nil,
            form: Normalizer.Form(tellsRemovals: true)
        )
    }

    private func output(_ change: (inout NormalizeOptions) -> Void) throws -> Normalizer.Output {
        guard case .next(let output) = normalize(Self.page, change) else { throw CancellationError() }
        return output
    }

    @Test func `what a source selects is the text, without what it removes`() throws {
        let found = try output {
            $0.select = ["#story"]
            $0.remove = [".box", ".none"]
            $0.dropLines = ["/^Fot\\. .*/"]
        }
        #expect(
            found.document.text
                == "Pierwszy akapit tekstu, który jest zdaniem.\n\nDrugi akapit tekstu, który jest zdaniem."
        )
        #expect(found.document.confidence == 1)
        #expect(
            found.removals == [
                Removal(text: "Ramka z czymś innym.", reason: "normalize.remove .box"),
                Removal(text: "Fot. Jan Nowak", reason: "normalize.dropLines"),
            ]
        )
        #expect(found.document.notes.isEmpty)
    }

    @Test func `a selection that matches nothing is told, and the text is looked for as always`() throws {
        let found = try output { $0.select = ["#stroy"] }
        #expect(found.document.text.contains("Pierwszy akapit"))
        #expect(found.document.notes.contains { $0.contains("normalize.select") })
    }

    @Test(arguments: [
        (MainText.Verdict.needsJavaScript, NormalizeOptions.Keep.pages, "excluded.needs-javascript" as String?),
        (.consentWall, .articles, "excluded.consent-wall"), (.loginWall, .pages, "excluded.login-wall"),
        (.notFound, .pages, "excluded.not-found"), (.notFound, .everything, nil), (.content, .articles, nil),
        (.notAnArticle(reason: "it lists"), .articles, "excluded.index"),
        (.notAnArticle(reason: "it lists"), .pages, nil),
    ])
    func `verdicts exclude as the source wants`(verdict: MainText.Verdict, keep: NormalizeOptions.Keep, code: String?) {
        #expect(verdict.outcome(keep)?.code == code)
        #expect(code == nil || verdict.outcome(keep)?.reason?.isEmpty == false)
    }
}
