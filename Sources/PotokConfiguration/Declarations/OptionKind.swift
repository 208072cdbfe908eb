public import PotokCore

/// What values an option takes: how they are spelled, read, checked and described.
public enum OptionKind: Sendable, Hashable {
    /// One line of text that is not empty.
    case text
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// A length of time in a range, as text with a unit.
    case duration(ClosedRange<Duration>)
    /// A number of bytes in a range, as text with a unit.
    case byteCount(ClosedRange<ByteCount>)
    /// A share of a whole, as text with a percent sign.
    case share
    /// A share of a whole, as text with a percent sign, or `none`.
    case shareOrNone
    /// Yes or no.
    case boolean
    /// One of some words, each with its meaning.
    case choice([Choice])
    /// A name: letters, digits, `-`, `_` and `.`, beginning with a letter or digit, 64 characters at the most.
    case name
    /// A path of a file or folder; a relative one starts from the folder of pipeline.json.
    case path
    /// Paths or glob patterns; relative ones start from the folder of pipeline.json.
    case paths
    /// Several texts, each one line and not empty.
    case texts
    /// Several CSS selectors.
    case selectors
    /// Several lines, or regular expressions between slashes.
    case lines
    /// Several parts of the day.
    case dayTimes
    /// Several http or https URLs.
    case urls
    /// Several addresses or blocks of addresses in CIDR notation.
    case addresses
    /// The URL of a proxy, or `none`.
    case proxy
    /// Headers, authentication and cookies of a source's requests.
    case request
    /// Keys of the objects in NDJSON files.
    case fields
    /// Names of fields at the target of a sink, or false.
    case mapping
    /// An http or https URL without a user, a password, a query or a fragment.
    case url
    /// Where a secret is kept.
    case secret
    /// How a sink says to its target who we are.
    case authentication
    /// An http or https URL, where one is kept as a secret, or `none`.
    case heartbeat

    /// Whether a value of the kind may be a secret when it is written wrongly, and so is neither shown nor taken from `--set`.
    var mayHoldSecret: Bool {
        switch self {
        case .secret, .authentication, .request: true
        default: false
        }
    }

    /// A word that an option takes.
    public struct Choice: Sendable, Hashable {
        /// The word.
        public var name: String
        /// What it means, as one sentence.
        public var meaning: String

        /// Makes a choice.
        public init(_ name: String, _ meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    /// What a value must be, as the end of a sentence: `a duration such as "1 s"`.
    public var expectation: String {
        switch self {
        case .text: "text"
        case .integer(let range) where range.lowerBound == range.upperBound: "\(range.lowerBound)"
        case .integer(let range) where range.upperBound == .max: "a whole number, \(range.lowerBound) or more"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .duration(let range):
            "a duration from \(range.lowerBound.text) to \(range.upperBound.text), such as \"\(durationExample(range))\""
        case .byteCount(let range): "a size from \(range.lowerBound) to \(range.upperBound), such as \"16 MiB\""
        case .share: "a share from 0 % to 100 %, such as \"20 %\""
        case .shareOrNone: "a share from 0 % to 100 %, such as \"20 %\", or \"none\""
        case .boolean: "true or false"
        case .choice(let choices): choices.map { "\"\($0.name)\"" }.joined(separator: " or ")
        case .name: "a name of letters, digits, '-', '_' and '.'"
        case .path: "a path"
        case .paths: "a list of paths"
        case .texts: "a list of texts"
        case .selectors: "a list of CSS selectors"
        case .lines: "a list of texts"
        case .dayTimes: "a list of times of day, such as [\"22:00-06:00\"]"
        case .urls: "a list of http or https URLs"
        case .addresses: "a list of addresses or blocks of them, such as \"10.0.0.0/8\""
        case .proxy: "the URL of a proxy such as \"http://proxy.example:3128\", or \"none\""
        case .fields: "an object of names, such as {\"text\": \"body\"}"
        case .mapping: "an object of fields with their names or false, such as {\"text\": \"body\"}"
        case .url: "an http or https URL such as \"https://search.example:9200\""
        case .secret: "where a secret is kept: {\"env\": \"NAME\"} or {\"file\": \"path\"}"
        case .heartbeat:
            "an http or https URL, \"none\", or where a URL is kept: {\"env\": \"NAME\"} or {\"file\": \"path\"}"
        case .authentication: "an object with \"basic\", \"bearer\" or \"apiKey\""
        case .request: "an object with \"headers\", \"auth\" and \"cookies\""
        }
    }

    private func durationExample(_ range: ClosedRange<Duration>) -> String {
        for example in [Duration.seconds(1), .seconds(90), .seconds(3_600), .seconds(86_400)]
        where range.contains(example) {
            return example.text
        }
        return range.lowerBound.text
    }
}
