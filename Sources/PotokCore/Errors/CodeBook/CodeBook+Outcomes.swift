extension CodeBook {
    /// The kinds of outcomes, and the reasons that have a code of their own.
    static let outcomes: [Entry] = [
        Entry("indexed", "A new document is in the corpus.", do: "Nothing."),
        Entry(
            "updated",
            "A known document has changed; the old version is kept.",
            do: "`potok show --versions` shows what it was before."
        ),
        Entry("unchanged", "Nothing has changed since the last look; this outcome is only counted.", do: "Nothing."),
        Entry("listed", "A feed, a sitemap or a page of a site was read for the addresses it names.", do: "Nothing."),
        Entry(
            "duplicate",
            "Another document says the same, or much of it, and represents both; where deduplicate.same and its like say so, this one is not kept.",
            do:
                "`potok explain URL` shows what they have in common; deduplicate.same, near, contained and contains decide what becomes of it."
        ),
        Entry(
            "redirected",
            "The address has moved for good; the document belongs to the new address.",
            do: "Name the new address in the source, to save a request each time."
        ),
        Entry(
            "gone",
            "The page is there no more (404 or 410). A 404 has to be seen at two looks in a row before the document goes; sinks are told of it as a delete.",
            do: "Nothing, or take the address out of the source."
        ),
        Entry(
            "excluded",
            "It is not wanted; a code such as excluded.robots says why.",
            do: "See the code that stands with it."
        ),
        Entry(
            "deferred",
            "It was not its turn and stays due; a code such as deferred.429 says why.",
            do: "Nothing; a later run does it."
        ),
        Entry(
            "failed",
            "A stage failed on it; it is tried again at growing intervals.",
            do: "See the code that stands with it."
        ),
        Entry(
            "quarantined",
            "It ended the process more than once while it was in work, the last time alone, and is set aside so that runs survive it.",
            do: "`potok retry` has it tried once more; please report the page as a defect."
        ),
        Entry(
            "excluded.robots",
            "robots.txt closes the address, or the page says noindex. A document that was kept of it goes, as its publisher asks.",
            do: "Nothing, if that is right; `fetch.robots` is for sites of your own."
        ),
        Entry(
            "excluded.rule",
            "A rule of the configuration leaves it out.",
            do: "Look at `include` and `exclude` of its source."
        ),
        Entry(
            "excluded.type",
            "It is of a media type that holds no text for us, such as an image.",
            do: "Leave such addresses out with `exclude`, to save the requests."
        ),
        Entry(
            "excluded.size",
            "It is larger than allowed, or an archive holds only a part of it.",
            do: "Raise fetch.maxBody or normalize.maxText, if such documents are wanted."
        ),
        Entry("excluded.empty", "There is no text in it.", do: "`potok fetch -v URL` shows what was removed."),
        Entry(
            "excluded.needs-javascript",
            "The page shows its text by scripts only, which are not run.",
            do: "Look for a feed, a sitemap with other addresses, or an interface of the site."
        ),
        Entry(
            "excluded.consent-wall",
            "A wall asks for consent instead of showing the text.",
            do: "Look for a feed of the site, or send the cookie of your consent with `request` of the source."
        ),
        Entry(
            "excluded.login-wall",
            "A wall asks to log in or to pay instead of showing the text.",
            do: "With an account, say so in `request` of the source."
        ),
        Entry(
            "excluded.not-found",
            "The page says that there is no such page, although the server answers 200.",
            do: "Nothing, or take the address out of the source."
        ),
        Entry(
            "excluded.suspect",
            "The page has lost more than 70 % of its text, or says what other pages of its host say. That looks like a page in trouble, so the text that it had before is served. A shorter text is believed when it was seen on three days; one that the host says elsewhere never is by itself.",
            do:
                "Nothing, if the site mends itself. `potok accept --list` shows what waits, `potok accept URL` takes the new text."
        ),
        Entry(
            "excluded.index",
            "The page is no article: it lists other pages.",
            do: "Follow it as a source of type site, or leave it out with `exclude`."
        ),
        Entry(
            "excluded.forgotten",
            "A person had it forgotten for good: its address, its host, its source, a page that it redirects to or is a copy of, or its text.",
            do: "`potok forget --list` shows when and why; `potok forget --undo RECEIPT` lets it come again."
        ),
        Entry(
            "deferred.429",
            "The host asked to be left alone (429 or 503), and is, also by the next runs, until the time it named.",
            do: "Nothing; if it happens often, raise fetch.delay for the source."
        ),
        Entry(
            "deferred.budget",
            "A limit of the run was reached before its turn.",
            do: "Nothing; the next run does it."
        ),
        Entry("deferred.shutdown", "The run was stopped before its turn.", do: "Nothing; the next run does it."),
    ]
}
