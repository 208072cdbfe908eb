extension CodeBook {
    /// What can be wrong with the database.
    static let database: [Entry] = [
        Entry(
            "database.missing",
            "There is no database at the path.",
            do: "`potok run` makes one; check `database` and --database."
        ),
        Entry(
            "database.locked",
            "Another run is using the database.",
            do: "Wait for it, or say --wait; under cron nothing is to be done."
        ),
        Entry("database.busy", "Another program holds the database.", do: "Close it, or try again later."),
        Entry(
            "database.not-sqlite",
            "The file is no database of potok; it was left as it is.",
            do: "Name another file with `database` or --database."
        ),
        Entry(
            "database.not-potok",
            "The file is the database of another program; it was left as it is.",
            do: "Name another file with `database` or --database."
        ),
        Entry("database.newer", "A newer potok has written it; it was left as it is.", do: "Use that version."),
        Entry(
            "database.older",
            "An older potok has written it, and reading alone does not upgrade it.",
            do: "`potok run` upgrades it."
        ),
        Entry(
            "database.upgraded",
            "This potok has brought the database up to date; a copy of what it was is kept beside it until the next upgrade.",
            do: "Nothing. `potok db restore` puts the copy in its place, for an older potok."
        ),
        Entry(
            "database.no-room",
            "A database is copied before it is brought up to date, and there is no room for that; it was left as it is.",
            do: "Make room beside it, and run again."
        ),
        Entry(
            "database.damaged",
            "The file is damaged.",
            do: "Stop all runs, copy the file, and restore a backup with `potok db restore`."
        ),
        Entry(
            "database.full",
            "No space is left; everything committed so far is kept.",
            do: "Free some space and run again."
        ),
        Entry(
            "database.read-only",
            "It cannot be written.",
            do: "Check who owns the file and its folder, and that the disk is mounted for writing."
        ),
        Entry(
            "database.cannot-open",
            "It, or the lock file beside it, cannot be opened.",
            do: "Check that the folder is there and may be written by this user."
        ),
        Entry(
            "database.io",
            "Reading or writing failed; everything committed so far is kept.",
            do: "Check the disk and the space on it."
        ),
        Entry(
            "database.failed",
            "SQLite says something that nobody planned for.",
            do: "Please report it as a defect; `potok db check` examines the file."
        ),
        Entry("backup.exists", "The file for the backup is there already.", do: "Name a new file, or remove that one."),
        Entry(
            "restore.exists",
            "There is a database where the backup should go.",
            do: "--replace puts the backup in its place; `potok db backup` keeps a copy of it first."
        ),
    ]
}
