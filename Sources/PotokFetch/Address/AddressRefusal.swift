import PotokConfiguration
import PotokCore

/// The error for what the address guard refuses, with the line that would open it.
enum AddressRefusal {
    /// A host leads to an address that may not be reached.
    static func error(
        _ url: WebURL,
        _ address: IPAddress,
        reason: String,
        allowed: [AddressRange]
    ) -> PotokError {
        PotokError(
            .fetchAddressRefused,
            "\(url) leads to \(address), \(reason)",
            hint: "if that is meant, add to the source in pipeline.json: "
                + line(allowed + [AddressRange(address, prefixLength: address.bitWidth)])
        )
    }

    /// A host is private by its name alone, or by the address that it spells; nil when it may be asked of a proxy.
    static func errorBehindProxy(_ url: WebURL, allowed: [AddressRange]) -> PotokError? {
        let host = url.host ?? ""
        guard let reason = AddressGuard(allowing: allowed).refusal(ofHost: host) else { return nil }
        let hint =
            if let address = IPAddress(host) {
                "if that is meant, add to the source in pipeline.json: "
                    + line(allowed + [AddressRange(address, prefixLength: address.bitWidth)])
            } else {
                "behind a proxy a name cannot be judged by its address; to open every address to the source, and these names "
                    + "with them, add to it in pipeline.json: " + line(AddressGuard.everything)
            }
        return PotokError(
            .fetchAddressRefused,
            "\(url) leads through the proxy to \(reason)",
            hint: hint
        )
    }

    /// The very line for pipeline.json; the list of a source replaces the pipeline's, so it is told whole.
    private static func line(_ ranges: [AddressRange]) -> String {
        "\"fetch\": {\"allowAddresses\": [\(ranges.map { "\"\($0)\"" }.joined(separator: ", "))]}"
    }
}
