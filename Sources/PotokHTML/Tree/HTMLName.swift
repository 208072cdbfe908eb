/// The name of an element or attribute, as a number.
///
/// Names known to every tree are static members (`HTMLName.div`, `HTMLName.href`) and can be compared across trees.
/// Other names get a number in the tree that holds them; look them up with ``HTMLTree/name(_:)`` and keep them with it.
public struct HTMLName: RawRepresentable, Sendable, Hashable, BitwiseCopyable {
    /// The number; 0 is the empty name.
    public let rawValue: UInt32

    /// Creates a name from its number.
    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }
}

/// The namespace of an element.
public enum HTMLNamespace: UInt8, Sendable, Hashable {
    /// HTML itself.
    case html = 0
    /// Mathematical markup, below `math`.
    case mathML = 1
    /// Drawings, below `svg`.
    case svg = 2
}
