public import PotokCore

/// Where somebody listens for runs that begin and end, and notices when none does.
public enum HeartbeatAddress: Sendable, Hashable {
    /// Nowhere.
    case none
    /// At a URL.
    case url(WebURL)
    /// At a URL that is a secret, because whoever knows it may call it.
    case secret(Secret)

    /// The option that stands for it.
    var value: OptionValue {
        switch self {
        case .none: .text(Self.noAddress)
        case .url(let url): .url(url)
        case .secret(let secret): .secret(secret)
        }
    }

    /// What an option stands for; nil for one that is none of these.
    init?(_ value: OptionValue) {
        switch value {
        case .text(Self.noAddress): self = .none
        case .url(let url): self = .url(url)
        case .secret(let secret): self = .secret(secret)
        default: return nil
        }
    }

    /// Reads the URL of a caller; nil for what cannot be called.
    public static func url(_ text: String) -> WebURL? {
        guard let url = WebURL(text), url.isWeb, url.fragment == nil, !url.hasCredentials else { return nil }
        return url
    }

    /// Stands for no address.
    static let noAddress = "none"
}
