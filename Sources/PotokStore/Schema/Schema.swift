import GRDB
import PotokCore

/// The tables, and every step that has ever led to them.
///
/// A step is never edited once it has been released: a change is a new step.
enum Schema {
    /// Written into the file's header so that other programs' databases are never taken for ours ("potk").
    private static let applicationID: Int32 = 0x706F_746B

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 first schema", migrate: FirstSchema.create)
        migrator.registerMigration("2 merged addresses", migrate: MergeSchema.create)
        migrator.registerMigration("3 redirects", migrate: RedirectSchema.create)
        migrator.registerMigration("4 moved addresses", migrate: MergeSchema.createMoved)
        migrator.registerMigration("5 near duplicates", migrate: DuplicateSchema.create)
        migrator.registerMigration("6 search entries", migrate: SearchEntrySchema.create)
        migrator.registerMigration("7 confidence", migrate: ConfidenceSchema.create)
        migrator.registerMigration("8 listings", migrate: ListingSchema.create)
        migrator.registerMigration("9 archives", migrate: ArchiveSchema.create)
        migrator.registerMigration("10 outbox", migrate: OutboxSchema.create)
        migrator.registerMigration("11 fetched copies", migrate: CopyTable.create)
        migrator.registerMigration("12 contents of listings", migrate: ListingContentTable.create)
        migrator.registerMigration("13 moved listings", migrate: ListingSchema.createMoved)
        migrator.registerMigration("14 schedule", migrate: ScheduleTable.create)
        migrator.registerMigration("15 kept pages", migrate: KeptPageTable.create)
        migrator.registerMigration("20 alarms", migrate: AlarmTable.create)
        migrator.registerMigration("21 gone documents", migrate: GoneSchema.create)
        migrator.registerMigration("22 held deletions", migrate: HeldSchema.create)
        migrator.registerMigration("23 forgotten", migrate: ForgottenSchema.create)
        migrator.registerMigration("24 bodies", migrate: BodyTable.create)
        migrator.registerMigration("25 news of listings", migrate: ListingSchema.createNews)
        migrator.registerMigration("28 series of deletions", migrate: HeldSchema.createSeries)
        migrator.registerMigration("29 retention", migrate: RetentionSchema.create)
        migrator.registerMigration("30 sections", migrate: SectionSchema.create)
        return migrator
    }()

    /// Brings a database to the newest schema.
    ///
    /// Each step is a transaction of its own: interrupted, the next opening goes on behind the last one that was done.
    ///
    /// - Parameter keepsCopy: whether a copy of what it was is kept beside it.
    /// - Returns: the path of that copy; nil where nothing was to be done, or there were no documents yet.
    @discardableResult
    static func upgrade(_ writer: some DatabaseWriter, path: String, keepsCopy: Bool = true) throws -> String? {
        let isReady = try writer.read { database in
            try checkVersion(database, path: path, isWritable: true)
            return try migrator.hasCompletedMigrations(database) && !SearchIndex.needsUpgrade(database)
        }
        // Nothing is written where nothing is to be done: a run may be writing.
        if isReady { return nil }
        let copy = keepsCopy ? try UpgradeCopy.make(of: writer, path: path) : nil
        // Before the first table: a process that ends while they are made must not leave what looks like another program's.
        try writer.write { try $0.execute(sql: "PRAGMA application_id = \(applicationID)") }
        try migrator.migrate(writer)
        try writer.write { try SearchIndex.completeUpgrade($0) }
        try copy?.finish(writer, path: path)
        return copy?.path
    }

    /// Refuses what is not ours and what a newer program has written.
    static func checkVersion(_ database: Database, path: String, isWritable: Bool) throws {
        let identifier = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let hasTables = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master)") ?? false
        if identifier != applicationID, hasTables {
            throw PotokError(
                "database.not-potok",
                "\(path) is the database of another program",
                hint: "name another file with --database or `database` in pipeline.json; this one was left as it is"
            )
        }
        if !hasTables, !isWritable {
            throw PotokError("database.missing", "\(path) is empty", hint: "run `potok run` first")
        }
        let applied = try migrator.appliedIdentifiers(database)
        let unknown = applied.subtracting(migrator.migrations)
        if let newest = unknown.max() {
            throw PotokError(
                "database.newer",
                "\(path) was written by a newer potok (its schema has '\(newest)')",
                hint: "use that version of potok; this one leaves the database as it is"
            )
        }
        if !isWritable, try !migrator.hasCompletedMigrations(database) {
            throw PotokError(
                "database.older",
                "\(path) was written by an older potok and needs an upgrade",
                hint: "`potok run` upgrades it"
            )
        }
    }
}
