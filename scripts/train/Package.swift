// swift-tools-version: 6.1
import PackageDescription

/// The program behind training and evaluating the selection of main text, apart from the main package.
///
/// Its sources are links to those of the product, so that training and use compute the same features.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "training",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "PotokHTML", exclude: ["README.md", "Tables/generate-tables.py"], swiftSettings: strict),
        .executableTarget(
            name: "extraction-program",
            dependencies: ["PotokHTML"],
            exclude: ["Extraction/README.md"],
            swiftSettings: strict
        ),
    ]
)
