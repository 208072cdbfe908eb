/// How a file is compressed, by the end of its name.
enum Compression: String, CaseIterable {
    case gzip
    case zstandard = "zstd"

    /// The end of the name.
    private var ending: String {
        switch self {
        case .gzip: ".gz"
        case .zstandard: ".zst"
        }
    }

    /// The compression of a file of this name; nil when there is none.
    static func of(_ name: String) -> Compression? { allCases.first { name.hasSuffix($0.ending) } }

    /// The name without the end that tells of the compression.
    func stripped(_ name: String) -> String { String(name.dropLast(ending.count)) }
}
