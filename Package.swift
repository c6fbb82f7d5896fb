// swift-tools-version: 6.2
import PackageDescription

/// What every target of the house is compiled with.
let house: [SwiftSetting] =
    ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault"]
    .map { .enableUpcomingFeature($0) } + [.strictMemorySafety(), .treatAllWarnings(as: .error)]

let package = Package(
    name: "leadrelay",
    products: [
        .library(name: "FuzzJSON", type: .static, targets: ["FuzzJSON"])
    ],
    targets: [
        .target(name: "FuzzJSON", dependencies: ["JSON"], swiftSettings: house),
        .target(name: "JSON", swiftSettings: house),
        .target(name: "RelayTesting", swiftSettings: house),
        .executableTarget(name: "RelayBench", dependencies: ["JSON"], swiftSettings: house),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "RelayTesting"], swiftSettings: house),
        .testTarget(name: "OracleTests", dependencies: ["JSON", "RelayTesting"], swiftSettings: house),
    ]
)
