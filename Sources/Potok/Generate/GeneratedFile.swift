/// A file that was made for another program.
public struct GeneratedFile: Sendable, Hashable {
    /// What it is to be called.
    public let name: String
    /// What it holds, with a line end.
    public let text: String

    /// Makes a file.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
