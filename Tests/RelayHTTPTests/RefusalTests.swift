import CivilTime
import HTTPServer
import HTTPWire
import RelayCore
import RelayHTTP
import Testing

/// What refused senders are told.
enum Refusals {
    /// Whatever was wrong with a signature.
    static let unauthorized = """
        HTTP/1.1 401 Unauthorized
        Content-Type: application/json
        content-length: 26
        connection: close

        {"error":"not authorized"}
        """
}

@Suite("Requests that become no event")
struct RefusalTests {
    private static let sources = """
        "in": { "preset": "standard-webhooks", "secrets": [{ "env": "WHSEC" }] },
        "open": { "preset": "none" },
        "late": { "preset": "none", "enabled": false },
        "own": { "preset": "github", "secrets": [{ "env": "SECRET" }], "rejection": 404 }
        """

    @Test func `whatever is wrong with a signature, the answer is the same to the byte`() async throws {
        try await Door.with(sources: Self.sources) { door in
            let body = #"{ "type": "a" }"#
            let right = try door.signed(body, secret: "WHSEC")
            func changed(_ name: String, _ value: String?) -> [(String, String)] {
                right.compactMap { $0.0 != name ? $0 : value.map { (name, $0) } }
            }
            let cases: [(headers: [(String, String)], body: String, cause: String)] = [
                ([], body, "missing-header"),
                (changed("webhook-signature", nil), body, "missing-header"),
                (changed("webhook-id", nil), body, "missing-header"),
                (changed("webhook-id", "other"), body, "wrong-signature"),
                (changed("webhook-timestamp", "1"), body, "wrong-signature"),
                (changed("webhook-signature", "v1,%%%"), body, "bad-encoding"),
                (changed("webhook-signature", "v2,AAAA"), body, "unknown-version"),
                (right + [("Webhook-Id", "msg_1")], body, "duplicate-header"),
                (right, body + " ", "wrong-signature"),
                (right, "", "wrong-signature"),
            ]
            for (headers, body, cause) in cases {
                #expect(try await door.post(body, headers).text == Refusals.unauthorized, "\(cause)")
            }
            door.wait(.seconds(3_600))
            #expect(try await door.post(body, right).text == Refusals.unauthorized)
            await door.rejections.store()
            let causes = door.committer.rejected.map(\.cause)
            #expect(causes.count == cases.count + 1)
            #expect(
                Set(causes).isSuperset(of: [
                    "missing-header", "wrong-signature", "bad-encoding", "duplicate-header", "stale",
                ])
            )
            #expect(door.committer.rejected.allSatisfy { $0.status == 401 && $0.source == "in" && $0.body.isEmpty })
            #expect(door.committer.requests == 0)
        }
    }

    @Test func `the start of what was refused is kept where the configuration asks for it`() async throws {
        let asked = #", "store": { "rejectedBodies": true }"#
        try await Door.with(sources: Self.sources, service: asked) { door async throws in
            let bodies = ["unsigned", String(repeating: "long ", count: 10_000)]
            for body in bodies { #expect(try await door.post(body).status == 401) }
            await door.rejections.store()
            let kept = door.committer.rejected.map { String(decoding: $0.body, as: UTF8.self) }
            #expect(Set(kept) == Set(bodies.map { String($0.prefix(16_384)) }))
        }
    }

    @Test func `a source may answer as if it were not there`() async throws {
        try await Door.with(sources: Self.sources) { door async throws in
            #expect(try await door.post("{}", to: "/hooks/own").status == 404)
            await door.rejections.store()
            #expect(door.committer.rejected.map(\.cause) == ["missing-signature"])
        }
    }

    @Test func `a signature is looked at before anything else of the body`() async throws {
        try await Door.with(sources: Self.sources) { door in
            for type in ["application/json", "text/html", "application/x-www-form-urlencoded"] {
                #expect(try await door.post("{broken %zz", [("Content-Type", type)]).text == Refusals.unauthorized)
            }
            let broken = "{broken %zz"
            let signed = try door.signed(broken, secret: "WHSEC")
            #expect(try await door.post(broken, signed).status == 400)
            #expect(try await door.post(broken, signed + [("Content-Type", "text/html")]).status == 415)
        }
    }

    @Test(arguments: [
        ("POST", "/hooks/none", 404, "unknown-source"), ("POST", "/hooks/open/", 404, "unknown-source"),
        ("POST", "/hooks/%6fpen", 404, "unknown-source"), ("POST", "/hooks//open", 404, "unknown-source"),
        ("POST", "/hooks/OPEN", 404, "unknown-source"), ("POST", "/", 404, "unknown-source"),
        ("GET", "/hooks/none", 404, "unknown-source"), ("POST", "/hooks/late", 404, "source-disabled"),
        ("GET", "/hooks/open", 405, "method"), ("PUT", "/hooks/open", 405, "method"),
        ("OPTIONS", "/hooks/open", 405, "method"), ("DELETE", "/healthz", 405, "method"),
        ("POST", "/readyz", 405, "method"),
    ])
    func `an address or a method that is not there`(
        method: String,
        target: String,
        status: Int,
        cause: String
    ) async throws {
        try await Door.with(sources: Self.sources) { door in
            let answer = try await door.ask(method, target)
            #expect(answer.status == status)
            #expect((answer.headers["allow"] != nil) == (status == 405))
            await door.rejections.store()
            #expect(door.committer.rejected.map(\.cause) == [cause])
            #expect(door.committer.rejected.map(\.path) == [target])
        }
    }

    @Test func `HEAD is answered without a body`() async throws {
        try await Door.with(sources: Self.sources) { door in
            let (health, source) = (try await door.ask("HEAD", "/healthz"), try await door.ask("HEAD", "/hooks/open"))
            #expect(health.status == 200 && health.body.isEmpty)
            #expect(source.status == 405 && source.body.isEmpty)
        }
    }

    @Test func `a body or an address that is too long is refused before it is read`() async throws {
        var limits = ServerLimits()
        limits.request.body = 100
        try await Door.with(sources: Self.sources, limits: limits) { door in
            #expect(try await door.post(String(repeating: "1", count: 100), to: "/hooks/open").status == 200)
            let refused = try await door.ask("POST", "/hooks/open", [("Content-Length", "101")])
            #expect(refused.status == 400, "two lengths")
            #expect(try await door.post(String(repeating: "1", count: 101), to: "/hooks/open").status == 413)
            #expect(try await door.ask("GET", "/" + String(repeating: "a", count: 20_000)).status == 414)
            #expect(door.rejections.counts.values.reduce(0, +) == 3)
        }
    }

    @Test func `what is kept of an address is short`() async throws {
        try await Door.with(sources: Self.sources) { door in
            _ = try await door.post("{}", to: "/" + String(repeating: "a", count: 5_000) + "?token=hidden")
            await door.rejections.store()
            #expect(door.committer.rejected.map(\.path.utf8.count) == [256])
        }
    }

    @Test func `all are counted, and a bounded number is stored at a time`() async throws {
        try await Door.with(sources: Self.sources) { door in
            for _ in 0..<120 { _ = try await door.post("{}", to: "/nowhere") }
            await door.rejections.store()
            #expect(door.rejections.counts == ["unknown-source": 120])
            #expect(door.committer.rejected.count == 50)
            await door.rejections.store()
            #expect(door.committer.rejected.count == 50)
        }
    }

    @Test func `no secret and no body stands in the log`() async throws {
        try await Door.with(sources: Self.sources) { door in
            let body = #"{ "type": "private matter" }"#
            let signed = try door.signed(body, secret: "WHSEC")
            let signature = try #require(signed.first { $0.0 == "webhook-signature" }).1
            _ = try await door.post(body, signed)
            _ = try await door.post(body + " ", signed)
            _ = try await door.post("{", try door.signed("{", secret: "WHSEC"))
            #expect(door.log.contains("request refused"))
            for hidden in [Secrets.text("WHSEC"), signature, "private matter"] { #expect(!door.log.contains(hidden)) }
        }
    }

    @Test func `too many of one source wait, and are taken afterwards`() async throws {
        let sources = #""in": { "preset": "none", "rate": "2/s" }, "other": { "preset": "none" }"#
        try await Door.with(sources: sources) { door in
            var statuses: [Int] = []
            for number in 0..<3 { statuses.append(try await door.post("\(number)").status) }
            #expect(statuses == [200, 200, 429])
            #expect(try await door.post("3").headers["retry-after"] == "1")
            #expect(try await door.post("3", to: "/hooks/other").status == 200)
            door.wait(.milliseconds(500))
            #expect(try await door.post("3").status == 200)
            #expect(door.rejections.counts == ["rate-of-source": 2])
        }
    }

    @Test func `those whom nobody believes use up nothing of a source's rate`() async throws {
        let sources = #""in": { "preset": "github", "secrets": [{ "env": "SECRET" }], "rate": "1/s" }"#
        try await Door.with(sources: sources) { door async throws in
            for _ in 0..<5 { #expect(try await door.post("{}").status == 401) }
            #expect(try await door.post("{}", door.signed("{}")).status == 200)
        }
    }

    @Test func `a source that is taken out is gone at once`() async throws {
        try await Door.with(sources: #""in": { "preset": "none" }"#) { door in
            #expect(try await door.post("{}").status == 200)
            try door.adopt(sources: #""other": { "preset": "none" }"#)
            #expect(try await door.post("{}").status == 404)
            #expect(try await door.post("{}", to: "/hooks/other").status == 200)
        }
    }
}
