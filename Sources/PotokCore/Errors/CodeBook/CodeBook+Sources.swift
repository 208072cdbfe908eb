extension CodeBook {
    /// What can be wrong with files, archives, lines, feeds and sitemaps.
    static let sources: [Entry] = [
        Entry(
            "source.not-found",
            "There is no such file or folder, or nothing matches a pattern.",
            do: "Check `paths`; they start at the folder of pipeline.json."
        ),
        Entry(
            "source.not-readable",
            "A file or folder may not be read by this user.",
            do: "Change its owner or mode, or run potok as somebody who may read it."
        ),
        Entry(
            "source.cannot-read",
            "The system could not read a file; it is tried again by the next run.",
            do: "Check the disk, or the network drive."
        ),
        Entry(
            "source.silent",
            "A source has brought nothing new for much longer than usual, or than schedule.silentAfter says.",
            do: "Look whether it has moved or ended. It is told once, and `potok status` shows it until it ends."
        ),
        Entry(
            "source.decay",
            "The newest pages of a source have half or less of the text, the dates or the good documents that those before had.",
            do: "Look at one with `potok fetch -v`: the site may have been made anew, and normalize.select helps."
        ),
        Entry("source.recovered", "An alarm of a source has ended.", do: "Nothing."),
        Entry("source.link-loop", "A link leads back to itself.", do: "Mend the link."),
        Entry(
            "source.not-a-file",
            "It is neither a regular file nor a folder.",
            do: "Name a regular file, or pipe it into `potok add -`."
        ),
        Entry(
            "source.not-utf8",
            "The name of a file is not UTF-8.",
            do: "Rename it; files are known by names that are text."
        ),
        Entry(
            "source.not-a-url",
            "A line of a list of URLs is no http or https URL.",
            do: "Mend the line, or put a # in front of it."
        ),
        Entry(
            "source.damaged",
            "A compressed file is damaged, cut off, or not what its name says.",
            do: "Get it anew; `gzip -t` and its like check such files."
        ),
        Entry("warc.arc", "It is an ARC file, the format before WARC.", do: "Convert it to WARC, or leave it out."),
        Entry("warc.foreign", "It is no WARC file.", do: "Take it out of `paths`."),
        Entry(
            "warc.missing",
            "A record is not at its place any more: the file was changed while it was read.",
            do: "Nothing; the next run reads it anew."
        ),
        Entry(
            "warc.damaged",
            "A record, or its body, is not whole or cannot be decoded.",
            do: "Get the file anew; the other records are taken all the same."
        ),
        Entry(
            "warc.digest",
            "A record does not have the digest that it says it has; it is taken all the same.",
            do: "Get the file anew if its content matters."
        ),
        Entry(
            "warc.truncated",
            "A WARC file ends in the middle of a record; what stands before is taken.",
            do: "Get the file anew if the rest matters."
        ),
        Entry(
            "warc.cannot-write",
            "A copy of a page cannot be written, so the page is not taken.",
            do: "fetch.warc names the folder; it needs room and a user who may write there."
        ),
        Entry("ndjson.bad-line", "A line is no JSON object.", do: "Mend the line; the others are taken all the same."),
        Entry(
            "ndjson.missing",
            "A line is not there any more: the file was changed while it was read.",
            do: "Nothing; the next run reads it anew."
        ),
        Entry(
            "ndjson.no-identity",
            "A line has neither a web address nor an identifier.",
            do: "Name the keys that hold them in `fields`."
        ),
        Entry("ndjson.no-text", "A line has neither HTML nor text.", do: "Name the keys that hold them in `fields`."),
        Entry(
            "feed.empty",
            "The answer is empty.",
            do: "Nothing, if it happens once; otherwise look at the address with a browser."
        ),
        Entry(
            "feed.unknown",
            "It is no feed, and no web page that names one.",
            do: "`potok init URL` finds the feeds of a site; `potok sources probe` reads them without a database."
        ),
        Entry(
            "sitemap.empty",
            "The answer is empty.",
            do: "Nothing, if it happens once; otherwise look at the address with a browser."
        ),
        Entry(
            "sitemap.unknown",
            "It is no sitemap: neither XML with its elements nor a list of addresses.",
            do: "`potok init URL` finds the sitemap of a site."
        ),
        Entry(
            "listing.unknown",
            "Feeds and sitemaps are read from the web only.",
            do: "Name its URL in a source of type feed or sitemap."
        ),
        Entry(
            "listing.repaired",
            "A feed or sitemap breaks its rules in a place; what could be read is taken.",
            do: "Nothing, unless entries are missing."
        ),
        Entry(
            "opml.unknown",
            "It is no OPML: it does not begin with an element `opml`.",
            do: "Export the list of feeds anew from your reader."
        ),
    ]
}
