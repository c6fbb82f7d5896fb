// swift-tools-version: 6.2
import PackageDescription

/// What every target of the house is compiled with.
let house: [SwiftSetting] =
    ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault"]
    .map { .enableUpcomingFeature($0) } + [.strictMemorySafety(), .treatAllWarnings(as: .error)] + [
        // Every test looks for two accesses to one variable at a time; what ships does not pay for that at each access.
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
    ]

/// What ships is compiled without the standard library's regular expressions, which nobody asked for.
let shipped = house + [.unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"])]

/// What ships and has little to do for each event is small rather than fast.
let small = shipped + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// What ships is linked without names that nobody looks up, and with its own addresses packed.
let smallProgram: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
        ],
        .when(configuration: .release)
    )
]

/// What a sanitizer has nothing to find in (see .ci/run), or what times make fail there; not even built then.
let leftOutByASanitizer: Set<String> = [
    "CELTests", "FaultTests", "JSONTests", "LeadRelayTests", "OracleTests", "RelayAuthoringTests", "RelayMocksTests",
    "RelayReportsTests", "RelayRoutesTests",
]

let package = Package(
    name: "leadrelay",
    products: [
        .executable(name: "leadrelay", targets: ["leadrelay"]),
        .library(name: "FuzzCEL", type: .static, targets: ["FuzzCEL"]),
        .library(name: "FuzzHTTP", type: .static, targets: ["FuzzHTTP"]),
        .library(name: "FuzzJSON", type: .static, targets: ["FuzzJSON"]),
        .library(name: "FuzzRegex", type: .static, targets: ["FuzzRegex"]),
        .library(name: "FuzzRoutes", type: .static, targets: ["FuzzRoutes"]),
    ],
    targets: [
        .target(
            name: "CContracts",
            exclude: [
                "answers.json", "http.json", "leadping.json", "leadtrackr.json", "octanist.json", "presets.json",
                "sendpilot.json",
            ]
        ),
        .systemLibrary(name: "CLinux"),
        .target(name: "CEL", dependencies: ["CivilTime", "JSON", "Spelling"], swiftSettings: shipped),
        .systemLibrary(name: "CCurl"),
        .systemLibrary(name: "COpenSSL"),
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "CZlib"),
        .target(name: "CivilTime", swiftSettings: shipped),
        .target(name: "CommandLineFrame", dependencies: ["Quotation", "Spelling"], swiftSettings: small),
        .target(name: "Curl", dependencies: ["CCurl", "LinuxIO"], swiftSettings: shipped),
        .target(
            name: "Crypto",
            dependencies: ["COpenSSL", "CivilTime", "Quotation", "RelayCore"],
            swiftSettings: shipped
        ),
        .target(name: "HTTPClient", dependencies: ["CZlib", "HTTPWire", "LinuxIO"], swiftSettings: shipped),
        .target(
            name: "HTTPServer",
            dependencies: ["CivilTime", "Crypto", "HTTPWire", "LinuxIO"],
            swiftSettings: shipped
        ),
        .target(name: "HTTPWire", swiftSettings: shipped),
        .target(name: "JSON", dependencies: ["Quotation"], swiftSettings: shipped),
        .target(name: "LinuxIO", dependencies: ["CLinux", "CivilTime", "Quotation"], swiftSettings: shipped),
        .target(name: "Quotation", swiftSettings: shipped),
        .target(
            name: "RelayAuthoring",
            dependencies: ["CEL", "CivilTime", "JSON", "Quotation", "RelayCore", "RelayRoutes", "Spelling"],
            swiftSettings: small
        ),
        .target(name: "RelayCore", dependencies: ["CivilTime", "JSON"], swiftSettings: shipped),
        .target(
            name: "RelayDelivery",
            dependencies: ["CEL", "CivilTime", "JSON", "LinuxIO", "RelayCore", "RelayLog", "RelayRoutes"],
            swiftSettings: shipped
        ),
        .target(
            name: "RelayHTTP",
            dependencies: [
                "CivilTime", "HTTPServer", "HTTPWire", "JSON", "LinuxIO", "RelayCore", "RelayLog", "RelayRoutes",
            ],
            swiftSettings: shipped
        ),
        .target(
            name: "RelayGauge",
            dependencies: ["Crypto", "HTTPServer", "HTTPWire", "JSON", "LinuxIO", "RelayCore", "RelayStore"],
            swiftSettings: shipped
        ),
        .target(name: "RelayLog", swiftSettings: shipped),
        .target(
            name: "RelayMocks",
            dependencies: ["CivilTime", "Crypto", "HTTPServer", "HTTPWire", "JSON", "LinuxIO", "RelayCore"],
            swiftSettings: small
        ),
        .target(
            name: "RelayOutbound",
            dependencies: ["CivilTime", "Crypto", "Curl", "HTTPClient", "HTTPWire", "JSON", "LinuxIO", "RelayCore"],
            swiftSettings: shipped
        ),
        .target(
            name: "RelayReports",
            dependencies: ["CivilTime", "JSON", "Quotation", "RelayAuthoring", "RelayCore", "RelayRoutes"],
            swiftSettings: small
        ),
        .target(
            name: "RelayRoutes",
            dependencies: ["CContracts", "CEL", "CivilTime", "JSON", "Quotation", "RelayCore", "Spelling"],
            swiftSettings: shipped
        ),
        .target(
            name: "RelayService",
            dependencies: [
                "CEL", "CivilTime", "Crypto", "Curl", "HTTPClient", "HTTPServer", "HTTPWire", "JSON", "LinuxIO",
                "Quotation", "RelayAuthoring", "RelayCore", "RelayDelivery", "RelayHTTP", "RelayLog", "RelayOutbound",
                "RelayRoutes", "RelayStore", "Spelling",
            ],
            swiftSettings: small
        ),
        .target(
            name: "RelayStore",
            dependencies: ["CivilTime", "JSON", "LinuxIO", "RelayCore", "SQLite"],
            swiftSettings: shipped
        ),
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: shipped),
        .target(name: "Spelling", swiftSettings: shipped),
        .executableTarget(
            name: "leadrelay",
            dependencies: [
                "CEL", "CivilTime", "CommandLineFrame", "Crypto", "HTTPServer", "HTTPWire", "JSON", "LinuxIO",
                "Quotation", "RelayAuthoring", "RelayCore", "RelayGauge", "RelayLog", "RelayMocks", "RelayReports",
                "RelayRoutes", "RelayService",
            ],
            swiftSettings: small,
            linkerSettings: smallProgram
        ),

        // For tests, fuzzers and measurements; in no product that ships.
        .target(name: "FuzzCEL", dependencies: ["CEL", "CivilTime", "JSON"], swiftSettings: house),
        .target(name: "FuzzHTTP", dependencies: ["CivilTime", "HTTPWire"], swiftSettings: house),
        .target(name: "FuzzJSON", dependencies: ["JSON"], swiftSettings: house),
        .target(name: "FuzzRegex", dependencies: ["CEL"], swiftSettings: house),
        .target(
            name: "FuzzRoutes",
            dependencies: ["CEL", "CivilTime", "JSON", "RelayCore", "RelayRoutes"],
            swiftSettings: house
        ),
        .executableTarget(
            name: "RelayBench",
            dependencies: [
                "CEL", "CTally", "CivilTime", "Crypto", "Curl", "HTTPClient", "HTTPServer", "HTTPWire", "JSON",
                "LinuxIO", "RelayAuthoring", "RelayCore", "RelayDelivery", "RelayGauge", "RelayHTTP", "RelayLog",
                "RelayMocks", "RelayOutbound", "RelayRoutes", "RelayService", "RelayStore", "RelayTesting",
                "RelayTrials", "SQLite",
            ],
            swiftSettings: house
        ),
        .target(name: "CTally"),
        .target(name: "CForgetful", cSettings: [.unsafeFlags(["-O2"])]),
        .target(
            name: "RelaySimulation",
            dependencies: [
                "CEL", "CForgetful", "CivilTime", "Crypto", "HTTPServer", "HTTPWire", "JSON", "LinuxIO", "RelayCore",
                "RelayDelivery", "RelayHTTP", "RelayLog", "RelayRoutes", "RelayStore", "RelayTesting", "SQLite",
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "RelaySeeds",
            dependencies: ["LinuxIO", "RelaySimulation"],
            swiftSettings: house
        ),
        .target(
            name: "RelayTesting",
            dependencies: [
                "CEL", "CLinux", "CivilTime", "Crypto", "JSON", "LinuxIO", "RelayAuthoring", "RelayCore",
                "RelayDelivery", "RelayRoutes",
            ],
            swiftSettings: house
        ),
        .target(
            name: "RelayTrials",
            dependencies: ["CivilTime", "HTTPServer", "JSON", "LinuxIO", "RelayMocks", "RelayTesting"],
            swiftSettings: house
        ),

        .testTarget(
            name: "CELTests",
            dependencies: ["CEL", "CivilTime", "JSON", "RelayTesting"],
            swiftSettings: house
        ),
        .testTarget(name: "CivilTimeTests", dependencies: ["CivilTime", "RelayTesting"], swiftSettings: house),
        .testTarget(
            name: "CryptoTests",
            dependencies: ["CivilTime", "Crypto", "RelayCore", "RelayTesting"],
            swiftSettings: house
        ),
        .testTarget(name: "CurlTests", dependencies: ["Curl"], swiftSettings: house),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "CivilTime", "JSON", "LinuxIO", "RelayBench", "RelayCore", "RelayMocks", "RelayRoutes",
                "RelayStore", "RelayTesting", "RelayTrials", "SQLite", "leadrelay",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "CivilTime", "JSON", "LinuxIO", "RelayMocks", "RelayTesting", "RelayTrials", "SQLite", "leadrelay",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HTTPClientTests",
            dependencies: ["CivilTime", "HTTPClient", "HTTPWire", "LinuxIO", "RelayTesting"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HTTPServerTests",
            dependencies: ["CivilTime", "Crypto", "HTTPServer", "HTTPWire", "LinuxIO", "RelayTesting"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HTTPWireTests",
            dependencies: ["CivilTime", "HTTPWire", "RelayTesting"],
            swiftSettings: house
        ),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "RelayTesting"], swiftSettings: house),
        .testTarget(
            name: "LeadRelayTests",
            dependencies: ["CommandLineFrame", "RelayCore", "RelayTesting", "leadrelay"],
            swiftSettings: house
        ),
        .testTarget(name: "LinuxIOTests", dependencies: ["CivilTime", "LinuxIO"], swiftSettings: house),
        .testTarget(
            name: "OracleTests",
            dependencies: [
                "CEL", "CivilTime", "Crypto", "JSON", "RelayCore", "RelayRoutes", "RelayService", "RelayTesting",
            ],
            exclude: ["Fixtures"],
            swiftSettings: house
        ),
        .testTarget(name: "QuotationTests", dependencies: ["Quotation"], swiftSettings: house),
        .testTarget(
            name: "RelayAuthoringTests",
            dependencies: [
                "CEL", "CivilTime", "Crypto", "JSON", "RelayAuthoring", "RelayCore", "RelayRoutes", "RelayTesting",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelayCoreTests",
            dependencies: ["CivilTime", "RelayCore", "RelayTesting"],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelayDeliveryTests",
            dependencies: [
                "CEL", "CivilTime", "JSON", "LinuxIO", "RelayCore", "RelayDelivery", "RelayLog", "RelayMocks",
                "RelayRoutes", "RelayTesting",
            ],
            swiftSettings: house
        ),
        .testTarget(name: "RelayGaugeTests", dependencies: ["LinuxIO", "RelayGauge"], swiftSettings: house),
        .testTarget(
            name: "RelayHTTPTests",
            dependencies: [
                "CEL", "CivilTime", "Crypto", "HTTPServer", "HTTPWire", "JSON", "LinuxIO", "RelayCore", "RelayHTTP",
                "RelayLog", "RelayRoutes", "RelayTesting",
            ],
            swiftSettings: house
        ),
        .testTarget(name: "RelayLogTests", dependencies: ["RelayLog"], swiftSettings: house),
        .testTarget(
            name: "RelayMocksTests",
            dependencies: [
                "CEL", "CivilTime", "Crypto", "HTTPServer", "JSON", "LinuxIO", "RelayCore", "RelayMocks", "RelayRoutes",
                "RelayTesting",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelayOutboundTests",
            dependencies: [
                "CivilTime", "Crypto", "Curl", "HTTPClient", "JSON", "RelayCore", "RelayOutbound", "RelayTesting",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelayReportsTests",
            dependencies: ["CEL", "CivilTime", "JSON", "RelayAuthoring", "RelayCore", "RelayReports", "RelayRoutes"],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelayRoutesTests",
            dependencies: [
                "CEL", "CivilTime", "Crypto", "JSON", "RelayAuthoring", "RelayCore", "RelayRoutes", "RelayTesting",
            ],
            exclude: ["Fixtures"],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelayServiceTests",
            dependencies: [
                "CEL", "CivilTime", "JSON", "LinuxIO", "RelayAuthoring", "RelayCore", "RelayLog", "RelayRoutes",
                "RelayService", "RelayStore", "RelayTesting",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelayStoreTests",
            dependencies: [
                "CivilTime", "JSON", "LinuxIO", "RelayBench", "RelayCore", "RelayStore", "RelayTesting", "RelayTrials",
                "SQLite",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelaySimulationTests",
            dependencies: [
                "CivilTime", "RelayCore", "RelaySeeds", "RelaySimulation", "RelayStore", "RelayTesting", "SQLite",
            ],
            swiftSettings: house
        ),
        .testTarget(name: "RelayTestingTests", dependencies: ["LinuxIO", "RelayTesting"], swiftSettings: house),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite"], swiftSettings: house),
        .testTarget(name: "TidyTests", swiftSettings: house),
    ],
    cLanguageStandard: .gnu2x
)

if Context.environment["RELAY_SANITIZER"] != nil {
    package.targets.removeAll { leftOutByASanitizer.contains($0.name) }
}
