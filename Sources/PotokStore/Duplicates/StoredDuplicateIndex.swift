import GRDB
import PotokCore

/// The index of a text judge over the tables of the store, for one transaction.
final class StoredDuplicateIndex: DuplicateIndex {
    /// Where the index finds texts and what they belong to.
    enum Content {
        /// In the documents of the corpus.
        case documents
        /// In `duplicate_input`, where what comes first represents the others.
        case inputs
    }

    let database: Database
    let lists: (fingerprints: StoredPostings, paragraphs: StoredPostings)
    /// Texts whose link has changed, and those that it led to.
    private(set) var touched: Set<Int64> = []
    /// The links that texts had before the transaction, of those whose link has changed.
    private var former: [Int64: DuplicateLink?] = [:]
    private var nodes: [Int64: DuplicateNode] = [:]
    private var documents: [Int64: ClusterMember] = [:]
    private let nodeStatement: RawStatement
    private let textStatement: RawStatement
    private let memberStatement: RawStatement
    private let membersStatement: RawStatement
    private let countStatement: RawStatement
    private let findStatement: RawStatement
    private let insertStatement: RawStatement

    init(_ database: Database, _ recent: DuplicateMemory.Recent, content: Content = .documents) throws {
        self.database = database
        self.lists = (
            try StoredPostings("fingerprint", database, recent: recent.fingerprints),
            try StoredPostings("paragraph", database, recent: recent.paragraphs)
        )
        self.nodeStatement = try RawStatement(
            database,
            """
            SELECT site, hidden, representative, relation, score, own_count, other_count, shared_count, closest
            FROM duplicate_text LEFT JOIN duplicate_link USING (id) WHERE id = ?
            """
        )
        switch content {
        case .documents:
            self.textStatement = try RawStatement(
                database,
                "SELECT text FROM document WHERE id = (SELECT document_id FROM duplicate_text WHERE id = ?)"
            )
            self.memberStatement = try RawStatement(
                database,
                """
                SELECT key, position, published, locator
                FROM duplicate_text JOIN document ON document.id = document_id JOIN source ON source.id = source_id
                WHERE duplicate_text.id = ?
                """
            )
        case .inputs:
            self.textStatement = try RawStatement(
                database,
                "SELECT text FROM duplicate_input WHERE id = (SELECT document_id FROM duplicate_text WHERE id = ?)"
            )
            self.memberStatement = try RawStatement(
                database,
                "SELECT zeroblob(16), document_id, NULL, '' FROM duplicate_text WHERE id = ?"
            )
        }
        self.membersStatement = try RawStatement(
            database,
            "SELECT id FROM duplicate_link WHERE representative = ? ORDER BY id"
        )
        self.countStatement = try RawStatement(
            database,
            "SELECT count(*) FROM (SELECT 1 FROM duplicate_link WHERE representative = ? LIMIT ?)"
        )
        self.findStatement = try RawStatement(
            database,
            "SELECT id, document_id FROM duplicate_text WHERE text_hash = ?"
        )
        self.insertStatement = try RawStatement(
            database,
            "INSERT INTO duplicate_text (text_hash, document_id, site) VALUES (?, ?, ?)"
        )
    }

    var fingerprints: any PostingIndex { lists.fingerprints }
    var paragraphs: any PostingIndex { lists.paragraphs }

    func node(_ number: Int64) throws -> DuplicateNode? {
        if let node = nodes[number] { return node }
        defer { nodeStatement.reset() }
        nodeStatement.bind(number, at: 1)
        guard try nodeStatement.step() else { return nil }
        var node = DuplicateNode(number: number, site: UInt64(bitPattern: nodeStatement.integer(0)))
        node.hidden = nodeStatement.withBytes(1) { ParagraphSet(bits: Array($0)) }
        if !nodeStatement.isNull(2), let relation = Relation(rawValue: nodeStatement.text(3)) {
            node.link = DuplicateLink(
                representative: nodeStatement.integer(2),
                relation: relation,
                score: Double(nodeStatement.text(4)) ?? 0,
                ownCount: Int(nodeStatement.integer(5)),
                otherCount: Int(nodeStatement.integer(6)),
                sharedCount: Int(nodeStatement.integer(7)),
                closest: nodeStatement.isNull(8) ? nil : nodeStatement.integer(8)
            )
        }
        nodes[number] = node
        return node
    }

    func text(of number: Int64) throws -> String {
        defer { textStatement.reset() }
        textStatement.bind(number, at: 1)
        return try textStatement.step() ? textStatement.text(0) : ""
    }

    func member(of number: Int64) throws -> ClusterMember? {
        if let member = documents[number] { return member }
        defer { memberStatement.reset() }
        memberStatement.bind(number, at: 1)
        guard try memberStatement.step(), let member = ClusterMember(memberStatement) else { return nil }
        documents[number] = member
        return member
    }

    func members(of representative: Int64) throws -> [Int64] {
        defer { membersStatement.reset() }
        membersStatement.bind(representative, at: 1)
        var members: [Int64] = []
        while try membersStatement.step() { members.append(membersStatement.integer(0)) }
        return members
    }

    func memberCount(of representative: Int64, upTo limit: Int) throws -> Int {
        defer { countStatement.reset() }
        countStatement.bind(representative, at: 1)
        countStatement.bind(Int64(limit), at: 2)
        return try countStatement.step() ? Int(countStatement.integer(0)) : 0
    }

    func setLink(of number: Int64, to link: DuplicateLink?) throws {
        let former = try node(number)?.link
        guard former != link else { return }
        if self.former[number] == nil { self.former[number] = .some(former) }
        touched.insert(number)
        nodes[number]?.link = link
        guard let link else {
            try database.cachedStatement(sql: "DELETE FROM duplicate_link WHERE id = ?").execute(arguments: [number])
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO duplicate_link
                    (id, representative, relation, score, own_count, other_count, shared_count, closest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            number, link.representative, link.relation.rawValue, link.score, link.ownCount, link.otherCount,
            link.sharedCount, link.closest,
        ])
    }

    /// Whether a text is something else to what represents it than before the transaction, or by another score.
    func isRelabelled(_ number: Int64) throws -> Bool {
        // What had none, or lost it when all of them were made anew, got one.
        guard let former = former[number] ?? nil else { return false }
        let link = try node(number)?.link
        return former.relation != link?.relation || former.score != link?.score
    }

    func setSite(of number: Int64, to site: UInt64) throws {
        nodes[number]?.site = site
        try database.cachedStatement(sql: "UPDATE duplicate_text SET site = ? WHERE id = ?")
            .execute(arguments: [Int64(bitPattern: site), number])
    }

    func setHidden(of number: Int64, to paragraphs: ParagraphSet) throws {
        nodes[number]?.hidden = paragraphs
        try database.cachedStatement(sql: "UPDATE duplicate_text SET hidden = ? WHERE id = ?")
            .execute(arguments: [paragraphs.isEmpty ? nil : paragraphs.data, number])
    }

    // MARK: Texts that come and go

    /// The text with a hash, and the best of its documents.
    func find(_ hash: Hash) throws -> (text: Int64, document: Int64)? {
        defer { findStatement.reset() }
        findStatement.bind(hash.bytes, at: 1)
        return try findStatement.step() ? (findStatement.integer(0), findStatement.integer(1)) : nil
    }

    /// Looks up what texts will be asked about, all at once.
    func prepare(_ sketches: [(site: UInt64, sketch: TextSketch)]) throws {
        try lists.fingerprints.prepare(sketches.flatMap(\.sketch.fingerprints))
        try lists.paragraphs.prepare(sketches.flatMap { ParagraphKey.keys($0.sketch.paragraphs, site: $0.site) })
    }

    /// Adds a text.
    func add(_ hash: Hash, document: Int64, site: UInt64) throws -> DuplicateNode {
        insertStatement.bind(hash.bytes, at: 1)
        insertStatement.bind(document, at: 2)
        insertStatement.bind(Int64(bitPattern: site), at: 3)
        try insertStatement.run()
        let node = DuplicateNode(number: database.lastInsertedRowID, site: site)
        nodes[node.number] = node
        return node
    }

    /// Puts another document in the place of the one that stands for a text.
    func setDocument(of number: Int64, to document: Int64) throws {
        documents[number] = nil
        try database.cachedStatement(sql: "UPDATE duplicate_text SET document_id = ? WHERE id = ?")
            .execute(arguments: [document, number])
    }

    /// Forgets a text.
    func forget(_ number: Int64) throws {
        nodes[number] = nil
        documents[number] = nil
        touched.remove(number)
        try database.cachedStatement(sql: "DELETE FROM duplicate_text WHERE id = ?").execute(arguments: [number])
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO duplicate_removed (id) VALUES (?)")
            .execute(arguments: [number])
    }

    /// Notes a text whose documents have to be looked at.
    func touch(_ number: Int64) {
        touched.insert(number)
        documents[number] = nil
    }

    /// Writes what is new in the lists, merges them when it is time, and leaves what is recent to the next transaction.
    ///
    /// - Parameter merges: whether it is time in any case, and nothing of texts that went may be left in any list.
    func finish(_ recent: DuplicateMemory.Recent, _ memory: DuplicateMemory, merges: Bool = false) throws {
        try lists.fingerprints.flush()
        try lists.paragraphs.flush()
        guard try merges || lists.fingerprints.wantsMerge() || lists.paragraphs.wantsMerge() else {
            return try memory.keep(recent, database)
        }
        try merge()
        if merges { try sweep() }
        try memory.keep(
            .init(generation: recent.generation, fingerprints: RecentPostings(), paragraphs: RecentPostings()),
            database
        )
    }

    /// Drops what the lists hold of texts that are there no more.
    private func sweep() throws {
        let texts = Set(try Int64.fetchAll(database, sql: "SELECT id FROM duplicate_text").map { UInt64($0) })
        try lists.fingerprints.sweep(keeping: texts)
        try lists.paragraphs.sweep(keeping: texts)
    }

    /// Merges what is recent into the lists; what is recent in memory is then to be read anew.
    func merge() throws {
        let removed = Set(try Int64.fetchAll(database, sql: "SELECT id FROM duplicate_removed").map { UInt64($0) })
        try lists.fingerprints.merge(removed: removed)
        try lists.paragraphs.merge(removed: removed)
        try database.execute(sql: "DELETE FROM duplicate_removed")
    }
}

extension ClusterMember {
    /// Reads key, place of the source, date and locator.
    convenience init?(_ row: RawStatement) {
        guard let key = DocumentKey(rawValue: row.withBytes(0) { Hash($0).hexadecimal }) else { return nil }
        self.init(
            key: key,
            sourceOrder: Int(row.integer(1)),
            published: row.isNull(2) ? nil : PublishedDate(row.text(2)),
            locator: row.text(3)
        )
    }
}
