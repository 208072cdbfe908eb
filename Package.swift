// swift-tools-version: 6.1
import PackageDescription

/// Every target is compiled as strictly as the language allows.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "potok",
    platforms: [.macOS(.v15)],
    products: [
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        .target(name: "PotokCore", swiftSettings: strict),
        .target(name: "PotokText", dependencies: ["PotokCore"], swiftSettings: strict),
        .target(name: "PotokStore", dependencies: ["PotokCore", "PotokText", grdb], swiftSettings: strict),
    ]
)
