public import PotokCore

extension Feed {
    /// What the feed lists: the pages of its items with what it holds of them, and the next page of an archive (RFC 5005).
    ///
    /// Items whose address is neither http nor https are left out, and ``Listing/problems`` says how many.
    ///
    /// - Parameter base: the address of the feed.
    public func listing(base: WebURL) -> Listing {
        var listing = Listing(kind: .feed, timeToLive: timeToLive, problems: problems)
        listing.entries.reserveCapacity(items.count + 1)
        var nameless = 0
        for item in items {
            guard let url = item.url(base: base) else {
                nameless += 1
                continue
            }
            var entry = Listing.Entry(url: url)
            entry.modified = item.updated?.timestamp ?? item.published?.timestamp
            let text = item.content.isEmpty ? item.summary : item.content
            let people = item.authors.isEmpty ? header.authors : item.authors
            let content = Listing.Content(
                title: item.title.plainText,
                html: text.html,
                authors: people.compactMap { $0.name.isEmpty ? nil : FeedText($0.name, isHTML: true).plainText },
                published: (item.published?.value ?? item.updated?.value)
            )
            if !content.title.isEmpty || !content.html.isEmpty || content.published != nil { entry.content = content }
            listing.entries.append(entry)
        }
        if nameless > 0 {
            let what = nameless == 1 ? "1 item has" : "\(nameless) items have"
            listing.problems.append("\(what) no http or https address and cannot be fetched")
        }
        if let next = header.links.first(where: { $0.relation == "next" || $0.relation == "prev-archive" }),
            let url = WebURL(next.href, relativeTo: base), url.isWeb, url != base
        {
            listing.entries.append(Listing.Entry(url: url, isListing: true))
        }
        return listing
    }
}

extension FeedItem {
    /// The address of the page of the item: its link, or its identifier where that is an address.
    ///
    /// - Parameter base: what relative addresses are resolved against.
    public func url(base: WebURL) -> WebURL? {
        if !link.isEmpty, let url = WebURL(link, relativeTo: base), url.isWeb { return url }
        if let url = WebURL(id), url.isWeb, isIDLink || link.isEmpty { return url }
        for link in links where link.relation == "alternate" || link.relation == "content" {
            if let url = WebURL(link.href, relativeTo: base), url.isWeb { return url }
        }
        return nil
    }
}
