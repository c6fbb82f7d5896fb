// swift-tools-version: 6.2
import PackageDescription

/// What every target of the house is compiled with.
let house: [SwiftSetting] =
    ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault"]
    .map { .enableUpcomingFeature($0) } + [.strictMemorySafety(), .treatAllWarnings(as: .error)]

let package = Package(
    name: "leadrelay",
    targets: [
        .target(name: "CEL", dependencies: ["CivilTime", "JSON", "Spelling"], swiftSettings: house),
        .target(name: "CivilTime", swiftSettings: house),
        .target(name: "CommandLineFrame", dependencies: ["Spelling"], swiftSettings: house),
        .target(name: "JSON", swiftSettings: house),
        .target(name: "RelayCore", swiftSettings: house),
        .target(name: "RelayLog", swiftSettings: house),
        .target(name: "RelayTesting", swiftSettings: house),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: house),
        .testTarget(name: "RelayLogTests", dependencies: ["RelayLog"], swiftSettings: house),
        .testTarget(name: "RelayTestingTests", dependencies: ["RelayTesting"], swiftSettings: house),
        .testTarget(name: "TidyTests", swiftSettings: house),
    ]
)
