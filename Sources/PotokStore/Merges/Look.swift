import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A page as it was seen last, with what the merging of addresses needs to know of it.
struct Look {
    /// Its document's row.
    let row: Int64
    /// Where it was seen.
    let address: WebURL
    /// The form of the address.
    let form: AddressForm
    /// The URL that it names as canonical.
    let canonical: String?
    /// Why that is never followed.
    let canonicalRefusal: String?
    /// The runs that saw its text for the first and the last time.
    let validRuns: ClosedRange<Int64>
    let firstRun: Int64
    let textHash: Hash
    /// The same of the page with all its sections.
    let pageHash: Hash
    /// Whether the document is hidden, and the document it is merged into.
    let isHidden: Bool
    let into: Int64?
    /// What is stored of why.
    let evidence: String?
    let variation: Int?
    let refusal: String?
    /// The key and the URL that the world knows the document by.
    let key: DocumentKey
    let locator: String
    private let sourceOrder: Int
    private let published: PublishedDate?

    private static let selection = """
        SELECT look.*, key, locator, text_hash, gone_at, source.position AS position, published,
            (SELECT group_concat(hex(text_hash)) FROM (
                SELECT part.text_hash FROM section JOIN document AS part ON part.id = section.document_id
                WHERE page_id = look.document_id AND section.position IS NOT NULL ORDER BY section.position)) AS sections
        FROM look
        JOIN document ON document.id = document_id JOIN source ON source.id = source_id
        """

    static func fetch(_ database: Database, where condition: String, _ arguments: StatementArguments) throws -> [Look] {
        try Row.fetchAll(database.cachedStatement(sql: "\(selection) WHERE \(condition)"), arguments: arguments)
            .compactMap { Look($0) }
    }

    static func find(_ database: Database, row: Int64) throws -> Look? {
        try fetch(database, where: "document_id = ?", [row]).first
    }

    static func find(_ database: Database, address: String) throws -> Look? {
        try fetch(database, where: "address = ?", [address]).first
    }

    private init?(_ row: Row) {
        guard let address = WebURL(row["address"] as String), let key = DocumentKey(data: row["key"]) else {
            return nil
        }
        self.row = row["document_id"]
        self.address = address
        form = AddressForm(address)
        canonical = row["canonical"]
        canonicalRefusal = row["canonical_refusal"]
        let changed: Int64 = row["changed_run"]
        validRuns = changed...max(changed, row["seen_run"])
        firstRun = row["first_run"]
        textHash = Hash(row["text_hash"] as Data)
        pageHash =
            (row["sections"] as String?).map { [own = textHash] in Hash.of("\(own.hexadecimal) \($0)".utf8) }
            ?? textHash
        isHidden = row["gone_at"] as Int? != nil
        into = row["into_id"]
        evidence = row["evidence"]
        variation = row["variation"]
        refusal = row["refusal"]
        self.key = key
        locator = row["locator"]
        sourceOrder = row["position"]
        published = (row["published"] as String?).flatMap { PublishedDate($0) }
    }

    /// Whether this one represents the other among addresses of the same page; a strict order that knows nothing of arrival.
    ///
    /// Pages for all come before those for AMP, `https` before `http`; then the rule of representatives holds.
    func represents(_ other: Look, _ judge: any Judge) -> Bool {
        if form.isAMP != other.form.isAMP { return other.form.isAMP }
        if form.isSecure != other.form.isSecure { return form.isSecure }
        return judge.represents(member, other.member)
    }

    /// Whether both were as they are at one time, so that a difference cannot be the doing of time.
    func isContemporary(of other: Look) -> Bool { validRuns.overlaps(other.validRuns) }

    private var member: ClusterMember {
        ClusterMember(
            key: DocumentKey(url: address),
            sourceOrder: sourceOrder,
            published: published,
            locator: address.description
        )
    }
}
