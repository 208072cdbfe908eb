public import PotokCore

/// The checked value of an option.
public enum OptionValue: Sendable, Hashable {
    /// Text, a path or the name of a choice.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A length of time.
    case duration(Duration)
    /// A number of bytes.
    case byteCount(ByteCount)
    /// A share from 0 to 1.
    case share(Double)
    /// Yes or no.
    case boolean(Bool)
    /// Several texts.
    case texts([String])
    /// Several URLs.
    case urls([WebURL])
    /// Several blocks of addresses.
    case addresses([AddressRange])
    /// Headers, authentication and cookies.
    case request(RequestOptions)
    /// Names of keys.
    case fields(NDJSONFields)
    /// Names of fields at the target of a sink.
    case mapping(SinkFields)
    /// A URL.
    case url(WebURL)
    /// Where a secret is kept.
    case secret(Secret)
    /// How a sink says who we are.
    case authentication(SinkAuthentication)

    /// The value as pipeline.json spells it.
    public var json: JSONValue {
        switch self {
        case .text(let text): JSONValue(.string(text))
        case .integer(let number): JSONValue(.number(String(number)))
        case .duration(let duration): JSONValue(.string(duration.text))
        case .byteCount(let count): JSONValue(.string(count.description))
        case .share(let share): JSONValue(.string(Share.text(share)))
        case .boolean(let flag): JSONValue(.boolean(flag))
        case .texts(let texts): JSONValue(.array(texts.map { JSONValue(.string($0)) }))
        case .urls(let urls): JSONValue(.array(urls.map { JSONValue(.string($0.description)) }))
        case .addresses(let ranges): JSONValue(.array(ranges.map { JSONValue(.string($0.description)) }))
        case .request(let options): options.json
        case .fields(let fields): fields.json
        case .mapping(let fields): fields.json
        case .url(let url): JSONValue(.string(url.description))
        case .secret(let secret): secret.json
        case .authentication(let authentication): authentication.json
        }
    }

    /// The value as a person reads it, and as `--set KEY=VALUE` takes it: text without quotes.
    public var text: String {
        if case .string(let text) = json.content { return text }
        return JSONWriter.pretty(json)
    }
}
