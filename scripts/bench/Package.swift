// swift-tools-version: 6.1
import PackageDescription

/// Benchmarks, apart from the main package so that its users never build them; `scripts/dev bench NAME` runs them.
///
/// The product targets are links to their sources: a benchmark builds only what it measures.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4")],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate"),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec"),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
        .systemLibrary(name: "CPsl", pkgConfig: "libpsl"),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
        .target(name: "PotokCore", dependencies: ["CCrypto"], swiftSettings: strict),
        .systemLibrary(name: "CStemmer"),
        .systemLibrary(name: "CSQLite"),
        .target(name: "CSearchRank", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "PotokText", dependencies: ["PotokCore", "CStemmer"], swiftSettings: strict),
        .target(name: "PotokStreams", dependencies: ["PotokCore"], swiftSettings: strict),
        .target(name: "PotokConfiguration", dependencies: ["PotokCore", "PotokHTML"], swiftSettings: strict),
        .target(
            name: "PotokFetch",
            dependencies: [
                "PotokCore", "PotokConfiguration", "PotokStreams", "CCurl", "CDeflate", "CBrotli", "CZstd",
                "CPsl",
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .target(
            name: "PotokSources",
            dependencies: [
                "PotokCore", "PotokConfiguration", "PotokStreams", "PotokFetch", "CCrypto", "CDeflate", "CZlib",
                "CZstd",
            ],
            swiftSettings: strict
        ),
        .executableTarget(name: "warc-benchmark", dependencies: ["PotokSources"], swiftSettings: strict),
        .target(name: "PotokHTML", exclude: ["README.md", "Tables/generate-tables.py"], swiftSettings: strict),
        .target(
            name: "PotokDeduplicate",
            dependencies: ["PotokCore", "PotokText", "PotokStreams", "PotokConfiguration"],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CMarkdown", pkgConfig: "md4c-html"),
        .systemLibrary(name: "CUchardet", pkgConfig: "uchardet"),
        .target(name: "CCLD2", linkerSettings: [.linkedLibrary("cld2")]),
        .target(
            name: "PotokNormalize",
            dependencies: [
                "PotokCore", "PotokText", "PotokStreams", "PotokHTML", "PotokConfiguration", "CUchardet", "CCLD2",
                "CMarkdown",
            ],
            exclude: ["Extraction/README.md"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "normalize-benchmark",
            dependencies: ["PotokCore", "PotokConfiguration", "PotokNormalize"],
            swiftSettings: strict
        ),
        .target(name: "PotokFeeds", dependencies: ["PotokCore", "PotokText", "PotokHTML"], swiftSettings: strict),
        .executableTarget(
            name: "feeds-benchmark",
            dependencies: ["PotokCore", "PotokFeeds"],
            swiftSettings: strict
        ),
        .executableTarget(name: "html-benchmark", dependencies: ["PotokHTML"], swiftSettings: strict),
        .executableTarget(
            name: "text-benchmark",
            dependencies: ["PotokCore", "PotokText", "PotokDeduplicate"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "search-benchmark",
            dependencies: ["PotokText", "CSearchRank", "CSQLite"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "streams-benchmark",
            dependencies: [
                "PotokCore", "PotokStreams", .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "fetch-benchmark",
            dependencies: ["PotokCore", "PotokConfiguration", "PotokFetch", "PotokStreams"],
            swiftSettings: strict
        ),
    ]
)
