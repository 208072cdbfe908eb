/// In what two addresses of one host differ that often lead to the same page.
///
/// That they do is nowhere assumed: a host's own pages have to show it.
struct Variation: OptionSet, Sendable, Hashable {
    /// The bits, as the database keeps them: none ever changes its meaning.
    let rawValue: Int

    /// `http` and `https`.
    static let scheme = Variation(rawValue: 1)
    /// `www.` before the host, or not.
    static let www = Variation(rawValue: 2)
    /// A slash at the end of the path, or none.
    static let slash = Variation(rawValue: 4)
    /// The index file of a folder, or another, or none: `/a/index.html` and `/a/`.
    static let index = Variation(rawValue: 8)
    /// A form for AMP, and which: `/a/amp`, `/a?amp=1`, `amp.` before the host.
    static let amp = Variation(rawValue: 16)
    /// Capital and small letters in path and query.
    static let letters = Variation(rawValue: 32)
    /// The order of the parameters.
    static let order = Variation(rawValue: 64)

    private static let words: [(Variation, String)] = [
        (.scheme, "http or https"), (.www, "www."), (.slash, "a trailing slash"), (.index, "an index file"),
        (.amp, "an AMP form"), (.letters, "capital letters"), (.order, "the order of parameters"),
    ]

    /// What differs, in words: `www. and a trailing slash`.
    var text: String {
        Self.words.filter { contains($0.0) }.map(\.1).joined(separator: " and ")
    }
}
