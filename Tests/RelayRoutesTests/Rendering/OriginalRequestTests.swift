import CivilTime
import JSON
import RelayCore
import RelayRoutes
import Testing

@Suite("The request that was sent last")
struct OriginalRequestTests {
    private static let fields = """
        { "method": "PUT", "path": "/leads/{{ event.lead }}", "query": { "q": "ä &{{ event.id }}" },
          "headers": { "X-Kind": "lead" }, "body": { "n": 1.50, "s": "{{ event.type }}" } }
        """

    private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.reversed()) }

    private static func attempt(_ request: Request, cause: String = "rejected", isKept: Bool = true) -> Attempt {
        attempt(
            keeping: isKept ? RequestText(request).json : [],
            digest: request.body.map(digest) ?? [],
            cause: cause
        )
    }

    private static func attempt(keeping bytes: [UInt8], digest: [UInt8], cause: String = "rejected") -> Attempt {
        Attempt(
            number: 1,
            startedAt: .earliest,
            took: .zero,
            status: 400,
            verdict: .dead,
            reason: Reason(cause),
            configuration: "c",
            digest: digest,
            request: bytes
        )
    }

    private static func send(_ small: SmallTable) throws -> Send {
        let planned = try #require(small.table.plan(try SmallTable.event()).sends.first)
        return try #require(small.table.send(planned))
    }

    @Test func `is the same again, with the secrets of its destination`() throws {
        let small = try SmallTable(to: "endpoint", "request", with: Self.fields)
        let request = try small.request(for: SmallTable.event())
        let original = try OriginalRequest(lastOf: [Self.attempt(request)], digest: Self.digest)
        let again = try original.request(for: try Self.send(small), key: "dl_1")
        #expect(again.method == request.method && again.base == request.base && again.path == request.path)
        #expect(again.query == request.query && again.body == request.body)
        #expect(Set(again.headers.map(\.name)) == Set(request.headers.map(\.name)))
        #expect(again.headers.allSatisfy { header in request.headers.contains(header) })
    }

    @Test func `goes out under the delivery's own key, whatever it had before`() throws {
        let small = try SmallTable(to: "endpoint", "request", with: Self.fields)
        let request = try small.request(for: SmallTable.event()).keyed("dl_1.3", insteadOf: "dl_1")
        let original = try OriginalRequest(lastOf: [Self.attempt(request)], digest: Self.digest)
        let again = try original.request(for: try Self.send(small), key: "dl_1")
        #expect(again.headers.contains(Request.Parameter("Idempotency-Key", "dl_1")))
    }

    @Test func `is that of the send, and not of a lookup before it`() throws {
        let small = try SmallTable(to: "endpoint", "request", with: Self.fields)
        let request = try small.request(for: SmallTable.event())
        let lookup = Request(method: "GET", base: .plain("https://x.example"), path: "/l")
        let attempts = [Self.attempt(request), Self.attempt(lookup, cause: "lookup-no-such-lead")]
        let original = try OriginalRequest(lastOf: attempts, digest: Self.digest)
        #expect(try original.request(for: try Self.send(small), key: "dl_1").body == request.body)
    }

    @Test func `is refused with the reason where it was not kept whole`() throws {
        let small = try SmallTable(to: "endpoint", "request", with: Self.fields)
        let request = try small.request(for: SmallTable.event())
        let cut = Self.attempt(keeping: RequestText(request).json, digest: [1])
        let refused: [([Attempt], String)] = [
            ([], "nothing has been sent for it"), ([cut], "the request of its last attempt was not kept whole"),
            ([Self.attempt(request, isKept: false)], "the request of its last attempt was not kept"),
        ]
        for (attempts, fact) in refused {
            let error = #expect(throws: RenderError.self) { try OriginalRequest(lastOf: attempts, digest: Self.digest) }
            #expect(error?.code == .notAsSent && error?.fact == fact)
        }
    }

    @Test func `is refused where its destination has no such secret any more`() throws {
        let small = try SmallTable(to: "endpoint", "request", with: Self.fields)
        let request = try small.request(for: SmallTable.event())
        let original = try OriginalRequest(lastOf: [Self.attempt(request)], digest: Self.digest)
        let other = try SmallTable(to: "user", "request", with: Self.fields)
        let error = #expect(throws: RenderError.self) { try original.request(for: try Self.send(other), key: "dl_1") }
        #expect(error?.code == .notAsSent && error?.fact.contains("$T") == true)
    }

    @Test func `has texts that look like the places of secrets`() throws {
        let fields = """
            { "method": "PUT", "path": "/x", "query": { "to": "/thanks", "amount": "$50" },
              "headers": { "X-Path": "/a/b", "X-Note": "paid $50" }, "body": { "s": "$T" } }
            """
        let small = try SmallTable(to: "endpoint", "request", with: fields)
        let request = try small.request(for: SmallTable.event())
        let original = try OriginalRequest(lastOf: [Self.attempt(request)], digest: Self.digest)
        let again = try original.request(for: try Self.send(small), key: "dl_1")
        #expect(again.headers.count == request.headers.count)
        #expect(request.headers.allSatisfy { again.headers.contains($0) })
        #expect(again.query == request.query && again.body == request.body)
    }

    @Test func `is refused where an older version has kept what may be a secret's place`() throws {
        let kept = #"{"method":"PUT","url":"https://x.example/l","path":"/l","headers":{"X-Old":"Bearer $T"}}"#
        let attempt = Self.attempt(keeping: Array(kept.utf8), digest: [])
        let original = try OriginalRequest(lastOf: [attempt], digest: Self.digest)
        let send = try Self.send(try SmallTable(to: "endpoint", "request", with: Self.fields))
        let error = #expect(throws: RenderError.self) { try original.request(for: send, key: "dl_1") }
        #expect(error?.code == .notAsSent && error?.fact.contains("$T") == true)
    }

    @Test func `is refused for a record that is read, changed and written`() throws {
        let merged = #"{ "id": "{{ event.lead }}", "customer": { "firstName": "Ann" } }"#
        let small = try SmallTable(to: "leadping", "updateLead", with: merged)
        let send = try Self.send(small)
        try #require(send.call.merge != nil)
        let request = Request(method: "PUT", base: .plain("https://x.example"), path: "/l")
        let original = try OriginalRequest(lastOf: [Self.attempt(request)], digest: Self.digest)
        #expect(throws: RenderError.self) { try original.request(for: send, key: "dl_1") }
    }
}
