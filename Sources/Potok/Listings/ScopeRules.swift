import PotokConfiguration
import PotokCore

/// What the configuration of a source says of the addresses that its listings name.
struct ScopeRules: Sendable {
    private let include: [URLPattern]
    private let exclude: [URLPattern]

    init(_ options: ListingOptions) {
        include = options.include.map(URLPattern.init)
        exclude = options.exclude.map(URLPattern.init)
    }

    /// Whether `include` takes an address.
    func includes(_ url: WebURL) -> Bool { include.isEmpty || include.contains { $0.matches(url) } }

    /// Whether `exclude` leaves an address out.
    func excludes(_ url: WebURL) -> Bool { exclude.contains { $0.matches(url) } }

    /// Which rule leaves an address out; nil when none does.
    func refusal(of url: WebURL) -> ScopeRefusal? {
        if let pattern = exclude.first(where: { $0.matches(url) }) { return .excluded(pattern.description) }
        return includes(url) ? nil : .notIncluded
    }
}

/// Why a source does not take an address that one of its listings may name.
public enum ScopeRefusal: Sendable, Hashable {
    /// A pattern of `exclude` fits it.
    case excluded(String)
    /// No pattern of `include` fits it.
    case notIncluded
    /// It is not in the list of URLs that the source is.
    case notNamed
    /// It is on another site.
    case otherSite
    /// It ends like something that is no page.
    case otherThing
    /// It looks like one of endlessly many.
    case trap
}

extension ScopeRefusal: CustomStringConvertible {
    /// The reason, to follow the name of a source.
    public var description: String {
        switch self {
        case .excluded(let pattern): "leaves it out: '\(pattern)' of its `exclude` fits"
        case .notIncluded: "leaves it out: no pattern of its `include` fits"
        case .notNamed: "does not name it"
        case .otherSite: "is about another site"
        case .otherThing: "does not follow it: its address ends like something that is no page"
        case .trap: "does not follow it: it looks like one of endlessly many addresses"
        }
    }
}
