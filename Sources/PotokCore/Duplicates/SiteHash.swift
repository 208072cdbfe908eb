/// A hash of the name of a site (FNV-1a), within which paragraphs are counted.
public enum SiteHash {
    /// The hash of a name.
    public static func of(_ name: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}

/// What a paragraph of a site is looked up by.
public enum ParagraphKey {
    /// The keys of paragraphs, in their order.
    public static func keys(_ paragraphs: [UInt64], site: UInt64) -> [UInt64] {
        paragraphs.map { hash in
            var key = (hash ^ site) &* 0xFF51_AFD7_ED55_8CCD
            key ^= key >> 33
            key = key &* 0xC4CE_B9FE_1A85_EC53
            return key ^ key >> 33
        }
    }
}
