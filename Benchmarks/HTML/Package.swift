// swift-tools-version: 6.1
import PackageDescription

/// Benchmarks of PotokHTML, apart from the main package so that its users never build them.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "html-benchmark",
    platforms: [.macOS(.v15)],
    targets: [
        // A symbolic link to the sources of the main package.
        .target(
            name: "PotokHTML",
            exclude: ["README.md", "Tables/generate-tables.py"],
            swiftSettings: strict
        ),
        .executableTarget(name: "html-benchmark", dependencies: ["PotokHTML"], swiftSettings: strict),
    ]
)
