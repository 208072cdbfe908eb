public import Foundation

/// The folder of test material that lies beside a checkout and is never part of it.
///
/// Conformance suites, pages with known text and the two test webs live there; `POTOK_SHARED` names another place.
public enum SharedMaterial {
    /// The root of the test material.
    public static let root: URL = {
        if let override = ProcessInfo.processInfo.environment["POTOK_SHARED"], !override.isEmpty {
            return URL(filePath: override, directoryHint: .isDirectory)
        }
        // Sources/PotokTesting/SharedMaterial.swift is three levels below the top of the checkout.
        return URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared", directoryHint: .isDirectory)
    }()

    /// The file or folder at a path below the root, such as `suites/url/urltestdata.json`.
    public static func url(_ path: String) -> URL {
        root.appending(path: path)
    }

    /// The bytes of a file below the root.
    public static func data(_ path: String) throws -> Data {
        try Data(contentsOf: url(path))
    }
}
