import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps texts, their clusters and the links of documents in step with the documents of a transaction.
///
/// Documents with the same folded text share one entry, for which the best of them stands; what is judged are texts. Which document
/// represents which follows from both at the end of the transaction.
struct DuplicateKeeper {
    /// Documents whose link changed: to whom, as what, or by which score.
    private(set) var relinked: [Int64] = []
    /// Addresses of this run whose new document turned out to be a duplicate.
    private(set) var demoted: Set<Int64> = []

    private let database: Database
    private let judge: any Judge
    private let run: Run.Identifier?
    private let memory: DuplicateMemory
    private let recent: DuplicateMemory.Recent
    private let index: StoredDuplicateIndex
    private let texts: any TextJudge
    /// Texts whose best document has to be found again.
    private var unsettled: Set<Int64> = []

    /// - Parameter run: the run whose outcomes follow the links; nil between runs.
    init(_ database: Database, judge: any Judge, run: Run.Identifier?, memory: DuplicateMemory) throws {
        self.database = database
        self.judge = judge
        self.run = run
        self.memory = memory
        self.recent = try memory.take(database)
        self.index = try StoredDuplicateIndex(database, recent)
        self.texts = judge.texts(over: index, window: try DuplicateParameters.read(database).window)
    }

    /// Looks up what the texts of a batch will be asked about, all at once.
    func prepare(_ sketches: [(site: UInt64, sketch: TextSketch)]) throws {
        try index.prepare(sketches)
    }

    /// What a new document would be linked to; nil when it would represent itself.
    func preview(_ candidate: Fingerprinted) throws -> (key: DocumentKey, relation: Relation, score: Double)? {
        let document = candidate.document
        let position = try Int.fetchOne(
            database.cachedStatement(sql: "SELECT position FROM source WHERE name = ?"),
            arguments: [document.source]
        )
        let member = ClusterMember(
            key: document.key,
            sourceOrder: position ?? 1_000_000,
            published: document.published,
            locator: document.locator.publicText()
        )
        if let known = try index.find(candidate.textHash) {
            let link = try index.node(known.text)?.link
            guard let other = try index.member(of: link?.representative ?? known.text),
                !judge.represents(member, other)
            else { return nil }
            return (other.key, link?.relation ?? .same, link?.score ?? 1)
        }
        guard
            let link = try texts.preview(
                document.text,
                candidate.sketch,
                site: Self.site(of: document),
                member: member
            ), let other = try index.member(of: link.representative)
        else { return nil }
        return (other.key, link.relation, link.score)
    }

    /// Takes a document that is new and in sight.
    mutating func arrived(_ row: Int64, _ candidate: Fingerprinted) throws {
        let site = Self.site(of: candidate.document)
        try arrived(row, candidate.textHash, candidate.sketch, site: site, isNew: true)
    }

    /// Takes a document by its hash and sketch.
    mutating func arrived(_ row: Int64, _ hash: Hash, _ sketch: TextSketch, site: UInt64, isNew: Bool) throws {
        if let known = try index.find(hash) {
            index.touch(known.text)
            unsettled.insert(known.text)
            try texts.add(known.text, site: site, sketch: sketch)
            return
        }
        let node = try index.add(hash, document: row, site: site)
        if !isNew { index.touch(node.number) }
        try texts.add(node, sketch: sketch)
    }

    /// Whether a text is found by each of these fingerprints, or by none because too many have it.
    func hasAll(_ fingerprints: [UInt64], of number: Int64) throws -> Bool {
        var found = Set<Int>()
        try index.fingerprints.visit(fingerprints) { place, other in
            if other == number || other == 0 { found.insert(place) }
        }
        return found.count == fingerprints.count
    }

    /// The sketch of a stored text, and the hash of its folded text.
    func sketch(_ text: String) -> (sketch: TextSketch, hash: Hash) { texts.sketch(text) }

    /// Looks again at the documents that have the text of one that came, changed or came back.
    mutating func reconcile(_ candidate: Fingerprinted) throws {
        try reconcile(candidate.textHash, sketch: candidate.sketch)
    }

    /// Looks again at the documents that have a text: some may have gone, come into sight, or got another name.
    mutating func reconcile(_ hash: Hash, sketch: TextSketch? = nil) throws {
        let known = try index.find(hash)
        // Any of them will do until the end of the transaction, the one that stands for the text if it may.
        let document = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT document.id, text, locator, is_url, source.name FROM document
                    JOIN source ON source.id = source_id
                    WHERE text_hash = ? AND compares AND gone_at IS NULL ORDER BY document.id <> ?, document.id LIMIT 1
                    """
            ),
            arguments: [hash.data, known?.document ?? 0]
        )
        switch (known, document) {
        case (let known?, let document?):
            index.touch(known.text)
            unsettled.insert(known.text)
            // Also when it is the same document: its date may have changed, and with it its place in the order.
            try changeDocument(of: known.text, to: document["id"])
        case (let known?, nil):
            unsettled.remove(known.text)
            try texts.remove(known.text)
            try index.forget(known.text)
        case (nil, let document?):
            let host = document["is_url"] ? WebURL(document["locator"] as String)?.host : nil
            try arrived(
                document["id"],
                hash,
                sketch ?? texts.sketch(document["text"]).sketch,
                site: Self.site(host: host, source: document["name"]),
                isNew: false
            )
            // Several may have come into sight together.
            if let text = try index.find(hash)?.text { unsettled.insert(text) }
        case (nil, nil):
            break
        }
    }

    /// Looks at every cluster again: the order of the sources has changed.
    mutating func orderChanged() throws {
        unsettled.formUnion(
            try Int64.fetchAll(
                database,
                sql: """
                    SELECT id FROM duplicate_text WHERE text_hash IN (
                        SELECT text_hash FROM document WHERE compares GROUP BY text_hash HAVING count(*) > 1)
                    UNION SELECT id FROM duplicate_link UNION SELECT representative FROM duplicate_link
                    """
            )
        )
        for text in unsettled {
            index.touch(text)
            try texts.documentChanged(of: text)
        }
    }

    /// Finds the representatives and links the documents.
    ///
    /// - Parameter dropsRemoved: whether fingerprints of texts that went are removed at once and all of them.
    mutating func finish(dropsRemoved: Bool = false) throws {
        for text in unsettled.sorted() { try elect(text) }
        try texts.settle()
        // A text that represents another now links its documents anew, and so do those that it represents.
        var members: Set<Int64> = []
        for text in index.touched where try index.node(text)?.link == nil {
            members.formUnion(try index.members(of: text))
        }
        for text in index.touched.union(members).sorted() { try link(text) }
        try index.finish(recent, memory, merges: dropsRemoved)
    }

    // MARK: Documents of a text

    private func changeDocument(of text: Int64, to row: Int64) throws {
        try index.setDocument(of: text, to: row)
        try texts.documentChanged(of: text)
    }

    /// Finds the best document of a text; the rule knows nothing of arrival.
    private func elect(_ text: Int64) throws {
        let rows = try RawStatement(
            database,
            """
            SELECT key, position, published, locator, document.id, document_id
            FROM duplicate_text JOIN document USING (text_hash) JOIN source ON source.id = source_id
            WHERE duplicate_text.id = ? AND compares AND gone_at IS NULL
            """
        )
        rows.bind(text, at: 1)
        var best: (row: Int64, member: ClusterMember)?
        var former: Int64?
        while try rows.step() {
            guard let member = ClusterMember(rows) else { continue }
            former = rows.integer(5)
            if let best, !judge.represents(member, best.member) { continue }
            best = (rows.integer(4), member)
        }
        if let best, best.row != former { try changeDocument(of: text, to: best.row) }
    }

    // MARK: Links of documents

    /// Links the documents of a text to the one that represents it.
    private mutating func link(_ text: Int64) throws {
        guard let node = try index.node(text) else { return }
        let representative = node.link?.representative ?? text
        guard let elected = try index.member(of: representative),
            let target = try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT document_id FROM duplicate_text WHERE id = ?"),
                arguments: [representative]
            )
        else { return }
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT document.id, representative_id FROM duplicate_text JOIN document USING (text_hash)
                    WHERE duplicate_text.id = ? AND compares AND gone_at IS NULL
                    """
            ),
            arguments: [text]
        )
        let update = try database.cachedStatement(sql: "UPDATE document SET representative_id = ? WHERE id = ?")
        for row in rows {
            let document: Int64 = row["id"]
            let wanted = document == target ? nil : target
            if wanted != row["representative_id"] as Int64? {
                try update.execute(arguments: [wanted, document])
                relinked.append(document)
            } else if wanted != nil, try index.isRelabelled(text) {
                relinked.append(document)
            }
            try correctOutcome(
                of: document,
                to: wanted.map { _ in
                    .duplicate(
                        of: elected.key,
                        relation: node.link?.relation ?? .same,
                        score: node.link?.score ?? 1
                    )
                }
            )
        }
    }

    /// What this run reported as new before a better representative came is a duplicate after all, and the other way round.
    private mutating func correctOutcome(of document: Int64, to duplicate: Outcome?) throws {
        guard let run else { return }
        let changed = try Int64.fetchAll(
            database.cachedStatement(
                sql: """
                    UPDATE outcome SET kind = ?, reason = ? WHERE run_id = ? AND document_id = ? AND kind IN (?, ?)
                    RETURNING frontier_id
                    """
            ),
            arguments: [
                duplicate == nil ? "indexed" : "duplicate", duplicate?.reason, run.rawValue, document, "duplicate",
                // What a representative's outcome says besides stays as it is.
                duplicate == nil ? "duplicate" : "indexed",
            ]
        )
        if duplicate == nil {
            demoted.subtract(changed)
        } else {
            demoted.formUnion(changed)
        }
    }

    /// The site whose repeated paragraphs do not count in a document: its host, or its source for what has none.
    static func site(of document: Document) -> UInt64 {
        site(host: document.locator.url?.host, source: document.source)
    }

    /// The site of what has a host, or none.
    static func site(host: String?, source: String) -> UInt64 { SiteHash.of(host ?? "source:\(source)") }
}
