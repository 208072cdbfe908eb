extension CodeBook {
    /// What can go wrong on the way to a page.
    static let fetch: [Entry] = [
        Entry(
            "fetch.timeout",
            "The server took longer than fetch.timeout, fetch.connectTimeout or a stalled transfer allows.",
            do: "Nothing, if it happens now and then: it is tried again. Raise fetch.timeout for a slow site."
        ),
        Entry(
            "fetch.resolve",
            "The name of the host has no address.",
            do: "Check the spelling, and the name server of this machine."
        ),
        Entry(
            "fetch.connect",
            "No connection could be made: nothing listens there, or a firewall is in the way.",
            do: "Try it with a browser on the same machine."
        ),
        Entry(
            "fetch.interrupted",
            "The connection broke before the whole response was there.",
            do: "Nothing; it is tried again."
        ),
        Entry(
            "fetch.tls",
            "The server could not prove who it is, or the secure connection failed otherwise.",
            do: "Look at its certificate; fetch.certificates names an authority of your own."
        ),
        Entry(
            "fetch.too-large",
            "The headers or the body are larger than allowed.",
            do: "Raise fetch.maxBody, if such pages are wanted."
        ),
        Entry(
            "fetch.decode",
            "The body is damaged, cut off, or in a coding that was not asked for.",
            do: "Nothing, if it happens once; otherwise the server is at fault."
        ),
        Entry(
            "fetch.redirect",
            "A redirect leads nowhere that can be fetched.",
            do: "Look at the address with a browser."
        ),
        Entry(
            "fetch.redirect-loop",
            "The redirects lead in a circle.",
            do: "Look at the address with a browser; some sites want a cookie first."
        ),
        Entry(
            "fetch.redirect-limit",
            "There are more redirects than fetch.maxRedirects.",
            do: "Name the address where they end, or raise the limit."
        ),
        Entry(
            "fetch.protocol",
            "The response breaks the rules of HTTP.",
            do: "Nothing, if it happens once; otherwise the server is at fault."
        ),
        Entry(
            "fetch.address-refused",
            "The address is not of the public web, and was not opened, so that no page can make us ask machines of the inner network.",
            do: "For servers of your own, name the network in fetch.allowAddresses."
        ),
        Entry("fetch.url", "The URL is none that can be fetched.", do: "Mend it, or take it out of the source."),
        Entry(
            "fetch.header",
            "A header that a source wants sent cannot be sent.",
            do: "Look at `request` of the source: one line, without control characters."
        ),
        Entry(
            "fetch.unavailable",
            "The fetcher cannot work: there is no memory or no thread, or the program is about to end.",
            do: "Look at the memory and the limits of the process."
        ),
        Entry(
            "fetch.http-*",
            "The server answered with a status that gives no page. 5xx is its own trouble and tried again soon; 401, 403 and other 4xx mean that it does not want to answer us.",
            do:
                "For 401 and 403 look at `request` of the source and fetch.userAgent; a site may also refuse programs in general."
        ),
        Entry(
            "fetch.robots-unreachable",
            "The server has trouble answering for its robots.txt, so nothing of it is fetched (RFC 9309, section 2.3.1.4).",
            do: "Nothing; it is asked again in some minutes."
        ),
        Entry(
            "request.plain-http",
            "A secret is sent over http, which everybody on the way can read.",
            do: "Name the https address in the source."
        ),
        Entry(
            "request.secret-missing",
            "A variable or file that holds a secret is not there.",
            do: "Set it where the run is started; cron has few variables of its own."
        ),
        Entry(
            "request.secret-invalid",
            "A secret cannot be sent: it is empty, too long, or has characters that a header cannot have.",
            do: "Look at its value, and for a line end too many."
        ),
    ]
}
