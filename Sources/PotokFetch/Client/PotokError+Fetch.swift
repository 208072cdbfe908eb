public import PotokCore

extension PotokError.Code {
    /// The server took longer than allowed.
    public static let fetchTimeout = PotokError.Code("fetch.timeout")
    /// The host's name has no address.
    public static let fetchResolve = PotokError.Code("fetch.resolve")
    /// No connection could be made.
    public static let fetchConnect = PotokError.Code("fetch.connect")
    /// The connection broke before the whole response was there.
    public static let fetchInterrupted = PotokError.Code("fetch.interrupted")
    /// The server could not prove who it is, or TLS failed otherwise.
    public static let fetchTLS = PotokError.Code("fetch.tls")
    /// Headers or body, as sent or decoded, are larger than allowed.
    public static let fetchTooLarge = PotokError.Code("fetch.too-large")
    /// The body is damaged, truncated or in a coding that was not asked for.
    public static let fetchDecode = PotokError.Code("fetch.decode")
    /// The redirects lead in a circle.
    public static let fetchRedirectLoop = PotokError.Code("fetch.redirect-loop")
    /// There are more redirects than allowed.
    public static let fetchRedirectLimit = PotokError.Code("fetch.redirect-limit")
    /// A redirect leads nowhere that can be fetched.
    public static let fetchRedirect = PotokError.Code("fetch.redirect")
    /// The response breaks the rules of HTTP.
    public static let fetchProtocol = PotokError.Code("fetch.protocol")
    /// The address is not of the public web and was not opened.
    public static let fetchAddressRefused = PotokError.Code("fetch.address-refused")
    /// The URL is none that can be fetched.
    public static let fetchURL = PotokError.Code("fetch.url")
    /// A header that a source wants sent cannot be sent.
    public static let fetchHeader = PotokError.Code("fetch.header")
    /// The fetcher cannot work: no memory, no thread, or shut down.
    public static let fetchUnavailable = PotokError.Code("fetch.unavailable")
}
