public import PotokCore
public import PotokSinks
public import PotokStore

/// What a reprocessing came to.
public struct ReprocessReport: Sendable {
    /// The number of its run; nil when nothing was changed.
    public var run: Run.Identifier?
    /// How it ended.
    public var end: Run.End
    /// What ended it, when it failed.
    public var failure: PotokError?
    /// What became of the documents.
    public var counts: ReprocessCounts
    /// How many documents were or would be otherwise, by what is different: title, text, language, published, authors.
    public var fields: [String: Int]
    /// Documents whose normalizing failed.
    public var failed: Int
    /// Documents that are outdated and whose bytes are not kept: they become better when their pages change.
    public var withoutBody: Int
    /// Documents that are outdated and are left alone because processes ended while they were in work.
    public var setAside: Int
    /// What was delivered to each sink, in their order.
    public var deliveries: [DeliveryReport]
    /// How long it took.
    public var duration: Duration

    /// The exit code that tells a script what happened.
    public var exitCode: ExitCode {
        if end == .failed { return .unexpected }
        if failed > 0 { return .tooManyFailures }
        return ExitCode(deliveries, isStopped: end == .stopped)
    }
}

/// How a document would be after a reprocessing.
public struct ReprocessedDifference: Sendable {
    /// The URL or identifier.
    public var address: String
    /// What it is.
    public var before: DocumentV1
    /// What it would be; nil where the normalizer of today would not take its page.
    public var after: Document?
    /// Its sections, as they are.
    public var sections: [DocumentV1] = []
    /// Why it would not be taken.
    public var refusal: String?

    /// What is different.
    public var fields: [String] {
        guard let after else { return [] }
        var fields: [String] = []
        if after.title != before.title { fields.append("title") }
        if after.text != before.text { fields.append("text") }
        if sectionTexts.before != sectionTexts.after { fields.append("sections") }
        if after.language != before.language { fields.append("language") }
        if after.published?.text != before.publishedAt { fields.append("published") }
        if after.authors != before.authors { fields.append("authors") }
        return fields
    }

    /// The lines that go and those that come, in the order of the texts: `-` and `+`, then the paragraph.
    public var lines: [String] {
        guard let after else { return [] }
        var lines: [String] = []
        func tell(_ name: String, _ old: String?, _ new: String?) {
            guard old != new else { return }
            if let old { lines.append("- \(name): \(old)") }
            if let new { lines.append("+ \(name): \(new)") }
        }
        tell("title", before.title, after.title)
        tell("language", before.language, after.language)
        tell("published", before.publishedAt, after.published?.text)
        tell("authors", before.authors.joined(separator: "; "), after.authors.joined(separator: "; "))
        let (old, new) = (paragraphs(before.text, sectionTexts.before), paragraphs(after.text, sectionTexts.after))
        for change in new.difference(from: old) {
            switch change {
            case .remove(_, let paragraph, _): lines.append("- \(paragraph)")
            case .insert(_, let paragraph, _): lines.append("+ \(paragraph)")
            }
        }
        return lines
    }

    /// What is compared of a section.
    private struct SectionText: Equatable {
        var address: String
        var title: String
        var text: String
    }

    private var sectionTexts: (before: [SectionText], after: [SectionText]) {
        (
            sections.map { SectionText(address: $0.url ?? $0.identifier ?? $0.key, title: $0.title, text: $0.text) },
            after?.sections.map { SectionText(address: $0.publicText, title: $0.title, text: $0.text) } ?? []
        )
    }

    /// The paragraphs of a text, then those of its sections, each below its title and address.
    private func paragraphs(_ text: String, _ sections: [SectionText]) -> [Substring] {
        text.split(separator: "\n\n")
            + sections.flatMap { section in
                ["section: \(section.title) (\(section.address))"[...]] + section.text.split(separator: "\n\n")
            }
    }
}
