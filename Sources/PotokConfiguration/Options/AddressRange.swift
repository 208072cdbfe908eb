/// A block of addresses in CIDR notation (RFC 4632): an entry of `fetch.allowAddresses`.
public struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    /// The first address of the block.
    public let base: IPAddress
    /// How many leading bits all its addresses share.
    public let prefixLength: Int

    /// Makes the block of the addresses that share the first bits with one of them; a length out of range is cut.
    public init(_ address: IPAddress, prefixLength: Int) {
        let length = min(max(prefixLength, 0), address.bitWidth)
        self.prefixLength = length
        if address.isIPv4 {
            self.base = IPAddress(v4: UInt32(truncatingIfNeeded: address.low & Self.mask(32 + length)))
        } else {
            self.base = IPAddress(
                v6High: address.high & Self.mask(length),
                low: address.low & Self.mask(length - 64)
            )
        }
    }

    /// Reads `10.0.0.0/8`, `fd00::/8` or a single address; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        guard parts.count == 2 else {
            self.init(address, prefixLength: address.bitWidth)
            return
        }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]),
            length <= address.bitWidth
        else { return nil }
        self.init(address, prefixLength: length)
    }

    /// Whether an address is in the block; an IPv4-mapped IPv6 address counts as the IPv4 address inside.
    public func contains(_ address: IPAddress) -> Bool {
        let address = base.isIPv4 ? address.mappedIPv4 ?? address : address
        guard address.isIPv4 == base.isIPv4 else { return false }
        return AddressRange(address, prefixLength: prefixLength).base == base
    }

    /// The block as it is written in pipeline.json.
    public var description: String { "\(base)/\(prefixLength)" }

    /// 64 bits of which the first so many are set.
    private static func mask(_ length: Int) -> UInt64 {
        length <= 0 ? 0 : length >= 64 ? .max : ~(UInt64.max >> UInt64(length))
    }
}
