// swift-tools-version: 6.1
import PackageDescription

/// Every target is compiled as strictly as the language allows.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// What `potok --version` says beside the number: the commit, which the scripts put into the environment of a build.
let commit = Context.environment["POTOK_COMMIT"].flatMap { commit in
    commit.contains { !($0.isHexDigit || $0 == "+") } || commit.isEmpty ? nil : commit
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// The tests of a target, which may use other targets besides.
func test(
    _ target: String,
    _ others: String...,
    also products: [Target.Dependency] = [],
    exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(target)Tests",
        dependencies: Set(["PotokCore", "PotokTesting", target] + others).sorted().map { .init(stringLiteral: $0) }
            + products,
        exclude: exclude,
        swiftSettings: strict
    )
}

let package = Package(
    name: "potok",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Potok", targets: ["Potok"]),
        .library(name: "PotokHTML", targets: ["PotokHTML"]),
        .executable(name: "potok", targets: ["potok"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // The flow, from the values that every stage shares to the library that puts the stages together.
        .target(name: "PotokCore", dependencies: ["CCrypto"], swiftSettings: strict),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "PotokText", dependencies: ["PotokCore", "CStemmer"], swiftSettings: strict),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .target(name: "PotokStreams", dependencies: ["PotokCore"], swiftSettings: strict),
        .target(name: "PotokConfiguration", dependencies: ["PotokCore", "PotokHTML"], swiftSettings: strict),
        .target(
            name: "PotokFetch",
            dependencies: [
                "PotokCore", "PotokConfiguration", "PotokStreams", "CCurl", "CDeflate", "CBrotli", "CZstd", "CPsl",
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CPsl", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
        // Debian's libcld2-dev has no pkg-config file.
        .target(name: "CCLD2", linkerSettings: [.linkedLibrary("cld2")]),
        .systemLibrary(name: "CMarkdown", pkgConfig: "md4c-html", providers: [.apt(["libmd4c-html0-dev"])]),
        .target(name: "PotokHTML", exclude: ["README.md", "Tables/generate-tables.py"], swiftSettings: strict),
        .target(
            name: "PotokNormalize",
            dependencies: [
                "PotokCore", "PotokText", "PotokStreams", "PotokHTML", "PotokConfiguration", "CUchardet", "CCLD2",
                "CMarkdown",
            ],
            exclude: ["Extraction/README.md"],
            swiftSettings: strict
        ),
        .target(name: "PotokFeeds", dependencies: ["PotokCore", "PotokText", "PotokHTML"], swiftSettings: strict),
        .target(
            name: "PotokDeduplicate",
            dependencies: ["PotokCore", "PotokText", "PotokStreams", "PotokConfiguration"],
            swiftSettings: strict
        ),
        .target(
            name: "PotokStore",
            dependencies: ["PotokCore", "PotokText", "CSearchRank", "CZstd", grdb, sqlite],
            swiftSettings: strict
        ),
        .target(name: "CSearchRank", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "PotokSources",
            dependencies: [
                "PotokCore", "PotokConfiguration", "PotokStreams", "PotokFetch", "CCrypto", "CDeflate", "CZlib",
                "CZstd",
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "PotokSinks",
            dependencies: ["PotokCore", "PotokConfiguration", "PotokStreams", "PotokFetch", "CCurl", "CPq", "CRename"],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CRename"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CPq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "Potok",
            dependencies: [
                "PotokCore", "PotokConfiguration", "PotokStreams", "PotokSources", "PotokFeeds", "PotokFetch",
                "PotokNormalize", "PotokDeduplicate", "PotokStore", "PotokSinks",
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "potok",
            dependencies: [
                "Potok", "PotokCore", "PotokConfiguration", "PotokStreams", "PotokFetch", "PotokNormalize",
                "PotokDeduplicate",
                "PotokSinks", "PotokStore", "CBuild", "CMalloc",
                argumentParser,
            ],
            swiftSettings: strict
        ),
        .target(name: "CBuild", cSettings: commit.map { [.define("POTOK_COMMIT", to: $0)] } ?? []),

        // Test targets only: loopback servers, clocks, the test material beside the checkout.
        .target(
            name: "PotokTesting",
            dependencies: ["PotokCore", "PotokConfiguration", "PotokStreams", "PotokSinks", "CSpawn"],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CSpawn"),
        test("PotokCore"), test("PotokText"), test("PotokStreams"), test("PotokConfiguration"),
        test("PotokFetch", "PotokConfiguration", "PotokStreams"), test("PotokHTML", exclude: ["FuzzCorpus"]),
        test("PotokNormalize", "PotokConfiguration", "PotokFetch", "PotokHTML", "PotokStreams", "PotokText"),
        test("PotokFeeds"),
        test("PotokDeduplicate", "PotokText"),
        test("PotokStore", "PotokDeduplicate", also: [grdb], exclude: ["Fixtures"]),
        test("PotokSources", "CCrypto", "PotokConfiguration", "PotokStreams"),
        test("PotokSinks", "PotokConfiguration", "PotokFetch", "PotokStreams"),
        test("Potok", "PotokConfiguration", "PotokSinks", "PotokStreams", "PotokStore"),
        // Runs the built binary as a user would, and so does not import what it is made of.
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["PotokCore", "PotokTesting", "potok"],
            swiftSettings: strict
        ),
    ]
)
