import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is left of an address without all that ``Variation`` names, and how it spells each of them.
///
/// Addresses with the same ``key`` are *variants* of each other: what tells them apart is a variation and nothing else.
struct AddressForm: Sendable, Hashable {
    /// A hash of what is left.
    let key: Data
    /// The host and port that its variants share, to which what is learned belongs.
    let family: String
    /// Whether it is the top of its host.
    let isTop: Bool

    private let scheme: String
    private let hasWWW: Bool
    private let hasSlash: Bool
    private let index: String
    private let amp: String
    private let spelling: String
    private let order: [String]

    private static let indexNames: Set<String> = ["index", "default"]
    private static let indexExtensions: Set<String> = [
        "html", "htm", "shtml", "xhtml", "php", "asp", "aspx", "jsp", "cgi", "cfm",
    ]
    private static let ampParameters: Set<String> = ["amp", "amp=1", "amp=true", "outputtype=amp"]

    /// Takes an address apart.
    ///
    /// - Parameter url: in its canonical form, on the web.
    init(_ url: WebURL) {
        scheme = url.scheme
        var host = url.host ?? ""
        var amp = ""
        var hasWWW = false
        if url.hostKind == .domain {
            if host.hasPrefix("www.") {
                hasWWW = true
                host = String(host.dropFirst(4))
            } else if host.hasPrefix("amp.") {
                amp = "host"
                host = String(host.dropFirst(4))
            }
        }
        family = url.port.map { "\(host):\($0)" } ?? host

        var segments = url.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(decoding: Array($0), as: UTF8.self) }
        // The path begins with a slash, so that the first segment is empty.
        var hasSlash = segments.count > 1 && segments.last == ""
        if hasSlash { segments.removeLast() }
        if segments.count > 1, segments.last?.lowercased() == "amp" {
            amp += " path"
            segments.removeLast()
        }
        var index = ""
        if !hasSlash, segments.count > 1, let name = segments.last?.lowercased(), Self.isIndex(name) {
            index = name
            segments.removeLast()
            hasSlash = true
        }
        isTop = segments.count <= 1 && url.query == nil
        // The top of a host has a slash in any case.
        if segments.count <= 1 { hasSlash = true }

        var parameters: [String] = []
        if let query = url.query {
            for piece in query.utf8.split(separator: UInt8(ascii: "&")) {
                let parameter = String(decoding: Array(piece), as: UTF8.self)
                if Self.ampParameters.contains(parameter.lowercased()) {
                    amp += " \(parameter.lowercased())"
                } else {
                    parameters.append(parameter)
                }
            }
        }
        let folded = parameters.map { (folded: $0.lowercased(), spelled: $0) }
        let sorted = folded.sorted { ($0.folded, $0.spelled) < ($1.folded, $1.spelled) }
        var spelling = segments.joined(separator: "/") + "?" + sorted.map(\.spelled).joined(separator: "&")
        if let fragment = url.fragment { spelling += "#" + fragment }
        self.hasWWW = hasWWW
        self.hasSlash = hasSlash
        self.index = index
        self.amp = amp
        self.spelling = spelling
        order = folded.map(\.folded)
        key = Hash.of((family + spelling.lowercased()).utf8).data
    }

    /// Whether it is a form for AMP.
    var isAMP: Bool { !amp.isEmpty }
    /// Whether it is fetched over TLS.
    var isSecure: Bool { scheme == "https" }

    /// In what it differs from a variant of it.
    func differences(from other: AddressForm) -> Variation {
        var variation: Variation = []
        if scheme != other.scheme { variation.insert(.scheme) }
        if hasWWW != other.hasWWW { variation.insert(.www) }
        if hasSlash != other.hasSlash { variation.insert(.slash) }
        if index != other.index { variation.insert(.index) }
        if amp != other.amp { variation.insert(.amp) }
        if spelling != other.spelling { variation.insert(.letters) }
        if order != other.order { variation.insert(.order) }
        return variation
    }

    private static func isIndex(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2 && indexNames.contains(parts[0]) && indexExtensions.contains(parts[1])
    }
}
