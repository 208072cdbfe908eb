extension CodeBook {
    /// The exit codes of the program, which never change their meaning.
    static let exitCodes: [Entry] = [
        Entry("exit-0", "All is done, or a limit ended the run and the rest stays due.", do: "Nothing."),
        Entry(
            "exit-1",
            "Something happened that nobody planned for. What was committed before is kept.",
            do: "Read the line on standard error; `potok explain` knows the code at its end."
        ),
        Entry(
            "exit-3",
            "More documents failed than limits.failOn and limits.failAtLeast allow, a source could not be read, more documents would go than limits.maxDeletes allows, or something named by hand failed.",
            do: "`potok runs show --kind failed` lists what failed; `potok explain URL` tells why."
        ),
        Entry(
            "exit-4",
            "The corpus is up to date, but a sink has not taken all changes yet, or refused one for good.",
            do:
                "Nothing for what waits, if it happens once: the next run goes on. `potok sinks show NAME` lists what was refused."
        ),
        Entry(
            "exit-10",
            "There is no database, or the file there is not one that this potok can read.",
            do: "`potok run` makes one; check `database` in pipeline.json and --database."
        ),
        Entry(
            "exit-11",
            "Another run holds the lock of the database; this one has done nothing.",
            do: "Nothing, under cron: the other run does the work. --wait waits for it."
        ),
        Entry("exit-12", "A newer potok has written the database; it was left as it is.", do: "Use that version."),
        Entry("exit-64", "The command line is wrong.", do: "`potok help COMMAND` tells what a command takes."),
        Entry(
            "exit-78",
            "pipeline.json is wrong; nothing was done.",
            do: "`potok validate` shows each place and how to mend it."
        ),
        Entry(
            "exit-130",
            "A signal stopped the run in order: what was in flight is committed or back in the frontier.",
            do: "Run again; it goes on where it stopped."
        ),
    ]
}
