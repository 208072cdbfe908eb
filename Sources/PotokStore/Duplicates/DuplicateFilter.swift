import GRDB
public import PotokCore

/// Finds the duplicates in a stream of texts that are in no corpus.
///
/// Texts and what is known of them go into a temporary database that SQLite removes by itself, so memory stays bounded. What represents
/// others is what came first. A link that later texts make look wrong is taken back before anything is told: links come at the end.
///
/// A link names the text that a text is most like: for one that is in a cluster for the sake of another member, that member. What a text
/// is a copy of is then told apart from what its cluster is about.
public final class DuplicateFilter {
    /// One text of the stream.
    public struct Input: Sendable {
        /// What it is called in links.
        public var identifier: String
        /// The text.
        public var text: String
        /// The site that it comes from, within which repeated paragraphs do not count.
        public var site: String
        /// The hash of its folded text.
        public var textHash: Hash
        /// By what it is found.
        public var sketch: TextSketch

        /// Makes an input.
        public init(identifier: String, text: String, site: String, textHash: Hash, sketch: TextSketch) {
            self.identifier = identifier
            self.text = text
            self.site = site
            self.textHash = textHash
            self.sketch = sketch
        }
    }

    /// What one text of the stream is to an earlier one.
    public struct Link: Sendable, Hashable {
        /// What it is called.
        public var identifier: String
        /// What the earlier text that it is most like is called.
        public var original: String
        /// What the text that represents both is called, often the earlier text itself.
        public var representative: String
        /// What it is to the original.
        public var relation: Relation
        /// The share that this was decided by.
        public var score: Double
    }

    private let judge: any Judge
    private let window: Int
    private let queue: DatabaseQueue
    private let memory = DuplicateMemory()
    private var waiting: [Input] = []
    private var waitingBytes = 0

    /// Makes a filter.
    ///
    /// - Parameters:
    ///   - judge: decides; of its rules those count that hold for no source in particular.
    ///   - window: what the fingerprints of inputs are made with.
    public init(judge: any Judge, window: Int) throws {
        self.judge = judge
        self.window = window
        var configuration = GRDB.Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA page_size = 16384")
            try database.execute(sql: "PRAGMA journal_mode = OFF")
            try database.execute(sql: "PRAGMA cache_size = -131072")
        }
        // A database without a name is a temporary file of SQLite's own.
        queue = try DatabaseQueue(path: "", configuration: configuration)
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
                    CREATE TABLE duplicate_input (
                        id INTEGER PRIMARY KEY,         -- the order of arrival
                        identifier TEXT NOT NULL,
                        text_id INTEGER NOT NULL,
                        text TEXT                       -- null when an earlier one has the same
                    );
                    """
            )
            try DuplicateSchema.create(database)
        }
    }

    /// Takes the next text.
    public func add(_ input: Input) throws {
        waiting.append(input)
        waitingBytes += input.text.utf8.count
        if waiting.count >= 4_000 || waitingBytes >= 16 << 20 { try judgeWaiting() }
    }

    /// Hands out the links, in the order of arrival.
    public func finish(_ body: (Link) throws -> Void) throws {
        try judgeWaiting()
        try queue.read { database in
            // No list is touched from here on; what is recent stays unread.
            let recent = DuplicateMemory.Recent(
                generation: 0,
                fingerprints: RecentPostings(),
                paragraphs: RecentPostings()
            )
            let index = try StoredDuplicateIndex(database, recent, content: .inputs)
            let texts = judge.texts(over: index, window: window)
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT input.identifier, other.identifier AS representative, relation, score,
                        own.id, link.closest, near.identifier AS original,
                        CASE WHEN own.document_id <> input.id THEN first.identifier END AS equal
                    FROM duplicate_input AS input
                    JOIN duplicate_text AS own ON own.id = input.text_id
                    JOIN duplicate_input AS first ON first.id = own.document_id
                    LEFT JOIN duplicate_link AS link ON link.id = own.id
                    JOIN duplicate_text AS best ON best.id = coalesce(link.representative, own.id)
                    JOIN duplicate_input AS other ON other.id = best.document_id
                    LEFT JOIN duplicate_text AS closest ON closest.id = link.closest
                    LEFT JOIN duplicate_input AS near ON near.id = closest.document_id
                    WHERE input.id <> other.id ORDER BY input.id
                    """
            )
            while let row = try rows.next() {
                let representative: String = row["representative"]
                var link = Link(
                    identifier: row["identifier"],
                    original: representative,
                    representative: representative,
                    relation: (row["relation"] as String?).flatMap(Relation.init) ?? .same,
                    score: (row["score"] as Double?) ?? 1
                )
                if let equal = row["equal"] as String? {
                    // It differs from an earlier one by what folding takes away, whatever that one is to others.
                    (link.original, link.relation, link.score) = (equal, .same, 1)
                } else if let closest = row["closest"] as Int64?, let original = row["original"] as String?,
                    let tie = try texts.tie(of: row["id"], to: closest)
                {
                    (link.original, link.relation, link.score) = (original, tie.relation, tie.score)
                }
                try body(link)
            }
        }
    }

    /// The bytes that each table of deduplication takes, without the texts; for benchmarks.
    public func sizes() throws -> [String: Int] {
        try judgeWaiting()
        return try queue.read { database in
            var sizes: [String: Int] = [:]
            for row in try Row.fetchAll(
                database,
                sql:
                    "SELECT name, sum(pgsize) AS bytes FROM dbstat WHERE name NOT LIKE 'duplicate_input%' GROUP BY name"
            ) {
                sizes[row["name"]] = row["bytes"]
            }
            return sizes
        }
    }

    private func judgeWaiting() throws {
        let batch = waiting
        (waiting, waitingBytes) = ([], 0)
        guard !batch.isEmpty else { return }
        try queue.write { database in
            let recent = try memory.take(database)
            let index = try StoredDuplicateIndex(database, recent, content: .inputs)
            let texts = judge.texts(over: index, window: window)
            try index.prepare(batch.map { (SiteHash.of($0.site), $0.sketch) })
            for input in batch { try add(input, texts, index, database) }
            try texts.settle()
            try index.finish(recent, memory)
        }
    }

    private func add(
        _ input: Input,
        _ texts: any TextJudge,
        _ index: StoredDuplicateIndex,
        _ database: Database
    ) throws {
        let known = try index.find(input.textHash)
        let statement = try database.cachedStatement(
            sql: "INSERT INTO duplicate_input (identifier, text_id, text) VALUES (?, ?, ?)"
        )
        if let known {
            try statement.execute(arguments: [input.identifier, known.text, nil])
            try texts.add(known.text, site: SiteHash.of(input.site), sketch: input.sketch)
            return
        }
        let number = (try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM duplicate_input")) ?? 0) + 1
        let node = try index.add(input.textHash, document: number, site: SiteHash.of(input.site))
        try statement.execute(arguments: [input.identifier, node.number, input.text])
        try texts.add(node, sketch: input.sketch)
    }
}
