/// Query parameters that follow a reader and never choose what is shown; the identity of a page leaves them out.
///
/// A name belongs here only if its vendor documents it as a click, campaign or recipient identifier and no known site
/// selects content by it. That is why `ref`, `source`, `cid`, `campaign` and `sessionid` are not here: sites give them
/// meanings of their own. Names are compared without regard to ASCII case.
enum TrackingParameters {
    /// Prefixes of names.
    private static let prefixes = [
        "utm_",  // Google Analytics campaigns and its imitators
        "pk_", "piwik_",  // Matomo under its old name
        "mtm_", "matomo_",  // Matomo
        "hsa_",  // HubSpot advertisements
        "__hs",  // HubSpot: __hssc, __hstc, __hsfp
        "_hs",  // HubSpot mail: _hsenc, _hsmi
        "vero_",  // Vero mail
        "oly_",  // Omeda mail: oly_anon_id, oly_enc_id
    ]

    /// Whole names.
    private static let names = [
        // Google: Ads, Display, iOS measurement, Merchant Center, Analytics linker.
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "_ga", "_gl",
        // Meta: Facebook and Instagram.
        "fbclid", "fb_action_ids", "fb_action_types", "igshid", "igsh",
        // Microsoft, X, TikTok, LinkedIn, Pinterest, Snapchat, Reddit, Quora.
        "msclkid", "twclid", "ttclid", "li_fat_id", "epik", "sccid", "rdt_cid", "qclid",
        // Yandex.
        "yclid", "ysclid", "_openstat",
        // Mailchimp, Marketo, HubSpot, MailerLite, Drip, Klaviyo, Adobe, Branch.
        "mc_cid", "mc_eid", "mkt_tok", "hsctatracking", "ml_subscriber", "ml_subscriber_hash", "__s", "_kx",
        "s_kwcid", "_branch_match_id", "_branch_referrer",
        // Affiliate and attribution networks.
        "irclickid", "rb_clickid", "wickedid", "ef_id",
    ]

    /// Whether a parameter of this name, percent-encoded as it stands in a query, is left out.
    static func contains(_ name: some Collection<UInt8>) -> Bool {
        guard let first = name.first, first < 0x80 else { return false }
        return patterns[Int(lowered(first))].contains { pattern in
            var bytes = pattern.bytes.makeIterator()
            for byte in name {
                guard let expected = bytes.next() else { return pattern.isPrefix }
                guard expected == lowered(byte) else { return false }
            }
            return bytes.next() == nil
        }
    }

    /// Names and prefixes by their first byte, in lower case.
    private static let patterns: [[(bytes: [UInt8], isPrefix: Bool)]] = {
        var patterns = [[(bytes: [UInt8], isPrefix: Bool)]](repeating: [], count: 128)
        let all = prefixes.map { ($0, true) } + names.map { ($0, false) }
        for (name, isPrefix) in all {
            let bytes = Array(name.utf8)
            if let first = bytes.first { patterns[Int(first)].append((bytes, isPrefix)) }
        }
        return patterns
    }()

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
