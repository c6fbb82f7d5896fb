import RelayMocks
import Testing

@Suite("A text of faults")
struct FaultTextTests {
    private static let read: [(String, [FaultPlan.Entry])] = [
        ("409:10%", [.init(.refused(status: 409), perMille: 100)]),
        ("429:retry-after=30", [.init(.refused(status: 429, retryAfter: 30), perMille: 50)]),
        ("503:retry-after=2:0.5%", [.init(.refused(status: 503, retryAfter: 2), perMille: 5)]),
        ("slow=1m30s:100%", [.init(.slow(.seconds(90)), perMille: 1_000)]),
        ("slow", [.init(.slow(.seconds(5)), perMille: 50)]),
        ("hang:1%", [.init(.hanging(.seconds(600)), perMille: 10)]),
        (
            "409:10%,429:retry-after=30,slow=5s,hang:1%,cut,lie",
            [
                .init(.refused(status: 409), perMille: 100), .init(.refused(status: 429, retryAfter: 30), perMille: 50),
                .init(.slow(.seconds(5)), perMille: 50), .init(.hanging(.seconds(600)), perMille: 10),
                .init(.cut, perMille: 50), .init(.lie, perMille: 50),
            ]
        ),
        (
            "409:10%, 429 ,\tslow",
            [
                .init(.refused(status: 409), perMille: 100), .init(.refused(status: 429), perMille: 50),
                .init(.slow(.seconds(5)), perMille: 50),
            ]
        ),
        ("drop,lost", [.init(.dropped, perMille: 50), .init(.unanswered, perMille: 50)]),
    ]

    @Test(arguments: read)
    func `is read, and says the same when it is written`(text: String, entries: [FaultPlan.Entry]) throws {
        #expect(try FaultPlan.Entry.read(text) == entries)
        #expect(try FaultPlan.Entry.read(entries.map(\.text).joined(separator: ",")) == entries)
    }

    @Test(arguments: [
        ("", "", "is no fault"), ("409,,cut", "", "is no fault"), ("breaks", "breaks", "is no fault"),
        ("+409:10%", "+409:10%", "is no fault"), ("409: 10%", "409: 10%", "has no share"),
        (" , cut", "", "is no fault"),
        ("200", "200", "is no status of a refusal"), ("600", "600", "is no status"),
        ("409=5s", "409=5s", "takes no time"),
        ("cut=1s", "cut=1s", "takes no time"), ("slow=5", "slow=5", "has no time"),
        ("slow=0s", "slow=0s", "has no time"),
        ("cut:0%", "cut:0%", "has no share"), ("cut:101%", "cut:101%", "has no share"),
        ("cut:1.25%", "cut:1.25%", "has no share"), ("cut:%", "cut:%", "has no share"),
        ("cut:5%:5%", "cut:5%:5%", "cannot have \":5%\""), ("cut:often", "cut:often", "cannot have"),
        ("cut:retry-after=3", "cut:retry-after=3", "cannot have"),
        ("429:retry-after=soon", "429:retry-after=soon", "no seconds"),
        ("cut:60%,lie:60%", "cut:60%,lie:60%", "more requests than there are"),
    ])
    func `is refused with its place, the fact and a remedy`(text: String, part: String, fact: String) throws {
        let error = try #require(throws: FaultTextError.self) { try FaultPlan.Entry.read(text) }
        #expect(error.part == part && error.fact.contains(fact) && error.remedy.hasSuffix("."), "\(error)")
    }
}
