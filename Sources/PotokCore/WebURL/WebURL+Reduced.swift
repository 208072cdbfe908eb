extension WebURL {
    /// The same URL without its fragment.
    public func withoutFragment() -> WebURL {
        guard hasFragment else { return self }
        return WebURL(href: string(0, parts.fragmentStart), parts: parts)
    }

    /// The same URL without user name and password.
    public func withoutCredentials() -> WebURL {
        guard hasCredentials else { return self }
        let start = parts.schemeEnd + 3
        let removed = parts.hostStart - start
        var shifted = parts
        shifted.usernameEnd = start
        shifted.hostStart = start
        shifted.hostEnd -= removed
        shifted.pathStart -= removed
        shifted.queryStart -= removed
        shifted.fragmentStart -= removed
        return WebURL(
            href: string(0, start) + string(parts.hostStart, UInt32(href.utf8.count)),
            parts: shifted
        )
    }
}
