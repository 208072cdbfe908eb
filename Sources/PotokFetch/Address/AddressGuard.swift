public import PotokConfiguration

/// Decides which addresses may be reached: those of the public web, and what an operator has opened.
///
/// It judges the *resolved* address at the moment of connecting, so a name that resolves to a private address, now or on
/// the next look, gets no further than the address itself. The list is made of the special-purpose registries of IANA
/// (RFC 6890) and of what reaches an IPv4 host through IPv6.
public struct AddressGuard: Sendable, Hashable {
    /// Blocks that are open although they are not of the public web.
    public let allowed: [AddressRange]

    /// Makes a guard that opens these blocks.
    public init(allowing allowed: [AddressRange] = []) { self.allowed = allowed }

    /// The networks of this machine and of private networks that a host by this name may lead to: its own address where it spells one.
    public static func privateNetworks(of host: String) -> [String] {
        if let address = IPAddress(host) { return [AddressRange(address, prefixLength: address.bitWidth).description] }
        // RFC 1122 §3.2.1.3, RFC 1918, RFC 4193, RFC 4291 §2.5.3.
        return ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"]
    }

    /// What opens every address.
    public static let everything = ["0.0.0.0/0", "::/0"].compactMap { AddressRange($0) }

    /// Why an address may not be reached, in a few words such as `a private network`; nil when it may.
    public func refusal(of address: IPAddress) -> String? {
        let address = address.mappedIPv4 ?? address
        if allowed.contains(where: { $0.contains(address) }) { return nil }
        guard let inner = Self.embeddedIPv4(in: address) else { return Self.reserved(address) }
        if allowed.contains(where: { $0.contains(inner) }) { return nil }
        return Self.reserved(inner)
    }

    /// Why a host may not be reached by its name alone, for requests through a proxy that resolves names itself; nil when it
    /// may.
    ///
    /// A name that is private wherever it is looked up is open only where every IPv4 address is.
    public func refusal(ofHost host: String) -> String? {
        if let address = IPAddress(host) { return refusal(of: address) }
        if allowed.contains(where: { $0.prefixLength == 0 && $0.base.isIPv4 }) { return nil }
        let labels = host.lowercased().split(separator: ".")
        guard labels.count > 1, let last = labels.last else { return "a name without a domain" }
        if Self.localDomains.contains(String(last)) || labels.suffix(2) == ["home", "arpa"] {
            return "a name of a local network"
        }
        return nil
    }

    /// Top-level domains that never lead to the public web (RFC 6761, RFC 6762, RFC 9476 and ICANN's `internal`).
    private static let localDomains: Set<String> = [
        "alt", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "test",
    ]

    /// The IPv4 host that an IPv6 address stands for: NAT64 (RFC 6052 §2.1, the way to the web from a network
    /// that has IPv6 alone) and 6to4 (RFC 3056 §2).
    private static func embeddedIPv4(in address: IPAddress) -> IPAddress? {
        guard !address.isIPv4 else { return nil }
        if address.high == 0x0064_ff9b_0000_0000, address.low >> 32 == 0 {
            return IPAddress(v4: UInt32(truncatingIfNeeded: address.low))
        }
        if address.high >> 48 == 0x2002 { return IPAddress(v4: UInt32(truncatingIfNeeded: address.high >> 16)) }
        return nil
    }

    private static func reserved(_ address: IPAddress) -> String? {
        for (range, reason) in address.isIPv4 ? reservedIPv4 : reservedIPv6 where range.contains(address) {
            return reason
        }
        return address.isIPv4 || address.high >> 61 == 0b001 ? nil : "not a public address"
    }

    private static func table(_ rows: [(String, String)]) -> [(AddressRange, String)] {
        rows.compactMap { text, reason in AddressRange(text).map { ($0, reason) } }
    }

    private static let reservedIPv4 = table([
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("169.254.0.0/16", "a link-local address, where clouds serve machine metadata"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a protocol assignment"),
        ("192.0.2.0/24", "a documentation address"),
        ("192.88.99.0/24", "a relay address"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a benchmarking network"),
        ("198.51.100.0/24", "a documentation address"),
        ("203.0.113.0/24", "a documentation address"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        // Two that clouds use for metadata from public space: Azure's wire server and Oracle's older one.
        ("168.63.129.16/32", "a cloud's metadata service"),
        ("192.0.0.192/32", "a cloud's metadata service"),
    ])

    /// Everything outside 2000::/3 is refused anyway; these only have better words, or lie inside.
    private static let reservedIPv6 = table([
        ("::/128", "this machine"),
        ("::1/128", "this machine"),
        ("::/96", "a deprecated address form"),
        ("64:ff9b:1::/48", "a local translated address"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a multicast address"),
        ("2001::/23", "a protocol assignment"),
        ("2001:db8::/32", "a documentation address"),
        ("3fff::/20", "a documentation address"),
    ])
}
