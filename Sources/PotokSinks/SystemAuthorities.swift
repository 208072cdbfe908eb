import CCurl

/// The certificates of the authorities that this machine believes.
enum SystemAuthorities {
    /// The file that libcurl was built to use, so that every sink believes the same ones; nil when it has none.
    static var path: String? {
        // `cainfo` came with the seventh version of what libcurl tells of itself.
        guard let information = curl_version_info(CURLVERSION_SEVENTH),
            information.pointee.age.rawValue >= CURLVERSION_SEVENTH.rawValue, let file = information.pointee.cainfo
        else { return nil }
        return String(cString: file)
    }
}
