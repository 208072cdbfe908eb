/// Decides which texts are so much alike that one of them represents the others.
///
/// It sees one text after the other, inside the transaction that stores them; what it knows of the corpus is in an index.
public protocol TextJudge: AnyObject {
    /// The sketch of a text, and the hash of its folded text.
    func sketch(_ text: String) -> (sketch: TextSketch, hash: Hash)

    /// Judges a text that the index has just been given, and again those that it makes look different.
    func add(_ node: DuplicateNode, sketch: TextSketch) throws

    /// Lets go of a text, before the index forgets it.
    func remove(_ number: Int64) throws

    /// Judges again those whom a removed text has represented, when the index has forgotten it.
    func settle() throws

    /// Lets a text represent its cluster when it has got a better document than the representative has.
    func improve(_ number: Int64) throws

    /// What a text would be tied to if it came now, with nothing changed; nil when it would represent itself.
    func preview(_ text: String, _ sketch: TextSketch, site: UInt64, member: ClusterMember) throws -> DuplicateLink?
}
