import CPsl

/// The domains that people register, by the Public Suffix List.
///
/// The only place that knows libpsl. The list is loaded once, never changed and never freed, and looking something up in it
/// changes nothing: so its pointer may be used by every thread. Names are lent to C for the length of a call.
enum RegistrableDomain {
    /// The newer of the list of the system and the one that libpsl was built with.
    private nonisolated(unsafe) static let list: OpaquePointer? = psl_latest(nil)

    /// `example.co.uk` for `www.example.co.uk`; nil for an address, and for a name that is a public suffix itself.
    ///
    /// - Parameter host: as ``WebURL/host`` spells it: in ASCII and small letters.
    static func of(_ host: String) -> String? {
        let name = host.utf8.last == UInt8(ascii: ".") ? String(host.dropLast()) : host
        guard let list, !isAddress(name) else { return nil }
        return name.withCString { bytes in
            psl_registrable_domain(list, bytes).map { String(cString: $0) }
        }
    }

    /// Whether a host is an address: in a URL, only addresses have brackets or end with a number.
    private static func isAddress(_ host: String) -> Bool {
        if host.utf8.first == UInt8(ascii: "[") { return true }
        return host.utf8.last.map { (0x30...0x39).contains($0) } == true
            && host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    }
}
