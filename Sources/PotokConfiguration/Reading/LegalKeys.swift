/// Which keys are legal where, for saying what was meant.
enum LegalKeys {
    /// The keys at the top.
    static let topLevel = TopLevel.declarations.map(\.name) + ["sources", "sinks"] + StageSection.all.map(\.name)

    /// The whole keys of all options in sections.
    static let ofSections = StageSection.all.flatMap { $0.options.map(\.key) }

    /// The sections that a source may have.
    static let stagesOfSource = StageSection.all.filter(\.isPerSource)

    /// The legal key that was probably meant by another: one that is near, or the same in another section.
    static func meant(by key: String, legal: [String], elsewhere: [String]) -> String? {
        if let near = Suggestion.closest(to: key, among: legal) { return near }
        let wanted = key.lowercased()
        return elsewhere.first { $0.split(separator: ".").last?.lowercased() == wanted }
    }

    /// The end of a message: `; did you mean 'delay'?`, or nothing.
    static func question(_ meant: String?) -> String {
        meant.map { "; did you mean '\($0)'?" } ?? ""
    }
}
