// swift-tools-version: 6.1
import PackageDescription

/// The program behind training and evaluating the selection of main text, apart from the main package.
///
/// The targets are links to those of the product, so that training and use compute the same features.
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
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "PotokCore", dependencies: ["CCrypto"], swiftSettings: strict),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .target(name: "PotokText", dependencies: ["PotokCore", "CStemmer"], swiftSettings: strict),
        .target(name: "PotokStreams", dependencies: ["PotokCore"], swiftSettings: strict),
        .target(name: "PotokConfiguration", dependencies: ["PotokCore", "PotokHTML"], swiftSettings: strict),
        .target(name: "PotokHTML", exclude: ["README.md", "Tables/generate-tables.py"], swiftSettings: strict),
        .systemLibrary(name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
        .target(name: "CCLD2", linkerSettings: [.linkedLibrary("cld2")]),
        .systemLibrary(name: "CMarkdown", pkgConfig: "md4c-html", providers: [.apt(["libmd4c-html0-dev"])]),
        .target(
            name: "PotokNormalize",
            dependencies: [
                "PotokCore", "PotokText", "PotokStreams", "PotokHTML", "PotokConfiguration", "CUchardet", "CCLD2",
                "CMarkdown",
            ],
            exclude: ["Extraction/README.md"],
            // The program looks into the selection, which is not public.
            swiftSettings: strict + [.unsafeFlags(["-enable-testing"])]
        ),
        .executableTarget(
            name: "extraction-program",
            dependencies: ["PotokCore", "PotokHTML", "PotokConfiguration", "PotokNormalize"],
            swiftSettings: strict
        ),
    ]
)
