extension CodeBook {
    /// What commands say of their arguments and inputs.
    static let commands: [Entry] = [
        Entry(
            "usage.key",
            "It is no key of pipeline.json, no code, and no document of the corpus.",
            do: "`potok explain --all` lists the keys, `potok explain --codes` the codes."
        ),
        Entry("usage.url", "It is no http or https URL.", do: "Write the whole URL with its scheme."),
        Entry("usage.file", "A file that an argument names cannot be read.", do: "Check the path."),
        Entry(
            "usage.address",
            "No source has ever named that address, and no document is called so.",
            do: "`potok explain` tells what is known of it; `potok add` puts a page into the corpus."
        ),
        Entry("usage.source", "The pipeline has no source of that name.", do: "`potok validate` lists them."),
        Entry(
            "usage.sink",
            "The pipeline has no sink of that name, or none at all.",
            do: "`potok sinks list` lists them."
        ),
        Entry(
            "prune.confirm",
            "Documents would go for good, and nobody is there to be asked, or the answer was not yes.",
            do: "`potok prune --dry-run` tells how many; `--yes` lets them go."
        ),
        Entry("usage.since", "It is neither a date nor a length of time.", do: "Write it as in 2026-01-31 or 2d."),
        Entry("usage.run", "There was no run of that number.", do: "`potok runs` lists them."),
        Entry("usage.kind", "It is no kind of outcome.", do: "`potok explain --codes` lists them."),
        Entry(
            "usage.exists",
            "`potok init` overwrites nothing, and there is a pipeline already.",
            do: "`potok sources import` adds to it, --config names another file."
        ),
        Entry("usage.contact", "Nobody says by which address publishers can reach you.", do: "Give it with --contact."),
        Entry(
            "usage.every",
            "Cron and systemd start something evenly only every so many minutes or hours that divide an hour or a day.",
            do: "Give --every a length of time such as 5m, 15m, 1h or 6h."
        ),
        Entry("usage.unit", "It can be no name of a systemd unit.", do: "Give --name letters, digits, - and _ only."),
        Entry(
            "usage.path",
            "A path has control characters in its name, and neither cron nor systemd can be told of it.",
            do: "Give the file or folder another name."
        ),
        Entry(
            "show.not-found",
            "No document goes by that name.",
            do: "`potok search` finds documents; `potok explain URL` tells why a page is not in the corpus."
        ),
        Entry("show.ambiguous", "The beginning of a key fits several documents.", do: "Give more of the key."),
        Entry(
            "forget.not-found",
            "No document goes by that name, and it is no URL that could be kept out in advance.",
            do: "`potok search` finds documents; write addresses with their scheme."
        ),
        Entry("forget.ambiguous", "The beginning of a key fits several documents.", do: "Give more of the key."),
        Entry(
            "forget.no-receipt",
            "No receipt, or more than one, has that name.",
            do: "`potok forget --list` lists them."
        ),
        Entry(
            "sources.in-use",
            "The source that is to be removed is in pipeline.json still.",
            do: "Take it out of pipeline.json first."
        ),
        Entry(
            "sources.confirm",
            "All documents of a source would go, and nobody is at a terminal to be asked.",
            do: "Say --yes."
        ),
        Entry(
            "forget.confirm",
            "Forgetting cannot be undone, and nobody is at a terminal to be asked.",
            do: "Look with --dry-run, then say --yes."
        ),
        Entry(
            "forget.receipts",
            "The receipts beside the database (its name with `.forgotten`) cannot be read or written. Without them a backup would bring back what was forgotten.",
            do: "Put the file back as it was, or make its folder writable."
        ),
        Entry(
            "forget.replayed",
            "The database did not know what was forgotten since, such as a backup that was made before; it was forgotten in it, too.",
            do: "Nothing."
        ),
        Entry(
            "forget.unfinished",
            "What was forgotten is in no table any more, but the file or its log may still hold traces: somebody reads the database, or there is no space for a copy of it.",
            do: "Nothing: the next run removes them; `potok forget --finish` does it at once."
        ),
        Entry(
            "search.query",
            "The query cannot be understood.",
            do: "The message shows the place; quotes around words that are meant literally help."
        ),
        Entry(
            "search.batch",
            "A line of a batch is no question, or the file cannot be read.",
            do: "Each line is one JSON object with the texts `id` and `query`."
        ),
        Entry(
            "add.too-large",
            "Standard input is larger than fetch.maxBody.",
            do: "Raise it with --set fetch.maxBody=…, or split the input."
        ),
        Entry(
            "add.no-space",
            "Standard input cannot be kept in a temporary file.",
            do: "Free some space, or set TMPDIR."
        ),
        Entry(
            "extract.input",
            "What was given cannot be read, or a line is no JSON object with `html`.",
            do: "The message says where."
        ),
        Entry(
            "extract.too-large",
            "Standard input is larger than fetch.maxBody.",
            do: "Raise it with --set fetch.maxBody=…."
        ),
        Entry(
            "duplicates.input",
            "A line is no JSON object with `id` and `text`.",
            do: "Mend the line; `host` may stand there, too."
        ),
        Entry(
            "usage.name",
            "It can be no name of a fixture.",
            do: "Give a path below the folder of fixtures, without an ending."
        ),
        Entry("usage.fixture", "There is no fixture of that name.", do: "`potok test` without --name runs all."),
        Entry(
            "fixture.folder",
            "The folder of fixtures is not there, cannot be read, or holds none.",
            do: "`potok test --record URL` makes a fixture; DIR names another folder."
        ),
        Entry(
            "fixture.value",
            "A value in the description of a fixture is not what it should be.",
            do: "The message shows the place; `potok test --record URL` makes a fixture to compare with."
        ),
        Entry(
            "fixture.files",
            "A file of a fixture is missing or cannot be read, or the fixture expects nothing.",
            do: "A fixture is NAME.json with `expect` in it, and beside it the page: NAME.html, .txt, .md or .pdf."
        ),
        Entry(
            "init.nothing",
            "There is nothing at the address that could be followed.",
            do: "Name a feed, a sitemap or a page of the site."
        ),
        Entry("init.no-sources", "pipeline.json has no list of sources to add to.", do: "Add `\"sources\": []`."),
        Entry("file.exists", "A file is there already and was left as it is.", do: "Name another one, or remove it."),
        Entry("file.cannot-write", "A file cannot be written.", do: "Check its folder, and the space on the disk."),
    ]
}
