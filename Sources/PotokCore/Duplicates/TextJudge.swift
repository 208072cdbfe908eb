/// Decides which texts are so much alike that one of them represents the others.
///
/// It hears what happens to texts inside the transaction that stores them, and judges when it is told to settle: what comes out does not
/// depend on the order. What it knows of the corpus is in an index.
public protocol TextJudge: AnyObject {
    /// The sketch of a text, and the hash of its folded text.
    func sketch(_ text: String) -> (sketch: TextSketch, hash: Hash)

    /// Takes a text that the index has just been given.
    func add(_ node: DuplicateNode, sketch: TextSketch) throws

    /// Takes a text that the index has, from a site that has it too.
    func add(_ number: Int64, site: UInt64, sketch: TextSketch) throws

    /// Lets go of a text, before the index forgets it.
    func remove(_ number: Int64) throws

    /// Hears that another document stands for a text, or that its place in the order has changed.
    func documentChanged(of number: Int64) throws

    /// Judges what has changed and what depends on it.
    func settle() throws

    /// What a text would be tied to if it came now, with nothing changed; nil when it would represent itself.
    func preview(_ text: String, _ sketch: TextSketch, site: UInt64, member: ClusterMember) throws -> DuplicateLink?

    /// What ties a text to another of the index, whichever of them is the better one; nil when they have too little in common.
    func tie(of number: Int64, to other: Int64) throws -> DuplicateLink?
}
