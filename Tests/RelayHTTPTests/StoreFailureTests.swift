import RelayCore
import RelayHTTP
import Testing

@Suite("A store that does not take events")
struct StoreFailureTests {
    private static let sources = #""in": { "preset": "none" }"#

    @Test(arguments: [
        (StoreError.Code.full, "15"), (.busy, "1"), (.locked, "15"), (.damaged, "15"), (.stopped, "15"),
    ])
    func `has the sender come again, and takes the event then`(code: StoreError.Code, wait: String) async throws {
        try await Door.with(sources: Self.sources) { door in
            door.committer.failure = StoreError(code, "store events", fact: "/data/leadrelay.db", remedy: "mend it")
            let refused = try await door.post("1")
            #expect(refused.status == 503)
            #expect(refused.headers["retry-after"] == wait)
            #expect(refused.body == #"{"error":"not stored"}"#)
            door.committer.failure = nil
            #expect(try await door.post("1").status == 200)
            #expect(door.rejections.counts == [code.rawValue: 1])
        }
    }

    @Test func `is not asked while nothing may be taken`() async throws {
        try await Door.with(sources: Self.sources) { door in
            door.set { $0.takesEvents = false }
            let refused = try await door.post("1")
            #expect(refused.status == 503 && refused.headers["retry-after"] == "5")
            #expect(door.committer.requests == 0)
        }
    }

    @Test func `shows in readiness, and not in health`() async throws {
        try await Door.with(sources: Self.sources) { door in
            #expect(try await door.ask("GET", "/readyz").body == "ok\n")
            door.set { $0.isReady = false }
            let refused = try await door.ask("GET", "/readyz")
            #expect(refused.status == 503 && refused.headers["retry-after"] == "5")
            #expect(try await door.ask("GET", "/healthz").body == "ok\n")
            door.set { $0.isReady = true }
            #expect(try await door.ask("GET", "/readyz").status == 200)
        }
    }
}
