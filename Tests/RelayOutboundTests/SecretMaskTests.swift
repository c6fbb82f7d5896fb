import CivilTime
import RelayCore
import RelayTesting
import Testing

@Suite("Secrets are taken out of what is kept of answers", .timeLimit(.minutes(10)))
struct SecretMaskTests {
    private let folder: Folder
    private let key: SecretReference

    init() throws {
        folder = try Folder()
        key = .file(try folder.write("sk/live+42", to: "key"))
    }

    private func kept(
        _ body: String,
        of request: OutgoingRequest,
        keeping limit: Int = 8_192
    ) async throws -> String {
        try await withSender { sender, _ in await sender.masked(body, of: request, keeping: limit) }
    }

    @Test(arguments: [
        ("no such key: sk/live+42", "no such key: KEY"), (#"{"key": "sk\/live+42"}"#, #"{"key": "KEY"}"#),
        ("/x?key=sk%2Flive%2B42&y=1", "/x?key=KEY&y=1"), ("sk/live+42sk/live+42", "KEYKEY"),
        (#"{"key": "sk\u002flive\u002B42"}"#, #"{"key": "KEY"}"#), ("?key=sk%2flive%2b42", "?key=KEY"),
        (#"sk\/live%2B42 \u002x %2 \"#, #"KEY \u002x %2 \"#), (#"sk/live\u00"#, #"sk/live\u00"#),
        ("sk/live+4 and sk/live+43", "sk/live+4 and sk/live+43"), ("", ""),
    ])
    func `however an API spells them`(body: String, expected: String) async throws {
        let requests = [
            post("http://127.0.0.1:1", headers: [.init("Authorization", .secret(key, prefix: "Bearer "))]),
            outgoing(
                Request(method: "GET", base: .plain("http://127.0.0.1:1"), path: "/", query: [.init("k", .secret(key))])
            ),
        ]
        for request in requests {
            #expect(try await kept(body, of: request) == expected.replacing("KEY", with: key.shown))
        }
    }

    @Test func `those of the base, of a login and of a signature too`() async throws {
        let base = SecretReference.file(try folder.write("http://127.0.0.1:1/hidden", to: "base"))
        let password = SecretReference.file(try folder.write("open sesame", to: "password"))
        let signing = SecretReference.file(try folder.write("whsec_c2lnbmVk", to: "signing"))
        var policy = SendPolicy()
        policy.authorisation = .basic(user: .plain("ann"), password: password)
        policy.signingSecret = signing
        let request = Request(method: "GET", base: .secret(base), path: "/")
        let outgoing = OutgoingRequest(request, policy: policy, id: "dl_1", sentAt: .earliest)
        let body = "http://127.0.0.1:1/hidden ann open sesame Basic YW5uOm9wZW4gc2VzYW1l whsec_c2lnbmVk"
        let expected = "\(base.shown) ann \(password.shown) Basic (login) \(signing.shown)"
        #expect(try await kept(body, of: outgoing) == expected)
    }

    @Test func `the longer of two where one begins with the other, and short ones where they stand alone`() async throws
    {
        let long = SecretReference.file(try folder.write("sk/live+42-and-more", to: "long"))
        let pin = SecretReference.file(try folder.write("1002", to: "pin"))
        let quoted = SecretReference.file(try folder.write(#"a"b\c d-e"#, to: "quoted"))
        let headers = [key, long, pin, quoted].map { Request.Parameter("X", .secret($0)) }
        let request = post("http://127.0.0.1:1", headers: headers)
        let text = #"sk/live+42-and-more sk/live+42 {"code":100200,"pin":"1002"} "a\"b\\c d-e" a%22b%5Cc+d-e"#
        let expected =
            #"\#(long.shown) \#(key.shown) {"code":100200,"pin":"\#(pin.shown)"} "#
            + #""\#(quoted.shown)" \#(quoted.shown)"#
        #expect(try await kept(text, of: request) == expected)
    }

    @Test func `one that the limit would cut in two`() async throws {
        let request = post("http://127.0.0.1:1", headers: [.init("X-Key", .secret(key))])
        let text = try await kept("refused: sk/live+42", of: request, keeping: 13)
        #expect(text == String("refused: \(key.shown)".prefix(13)))
        #expect(!text.contains("sk/l"))
    }

    @Test func `a token that was fetched`() async throws {
        let api = ScriptedServer { peer, _ in peer.answerAll() }
        let issuer = ScriptedServer { peer, _ in peer.answerAll(body: #"{"access_token":"tok-123456"}"#) }
        var policy = SendPolicy()
        policy.authorisation = .clientCredentials(
            ClientCredentials(tokenURL: issuer.url, id: .plain("us"), secret: key)
        )
        let request = Request(method: "GET", base: .plain(api.url), path: "/x")
        let outgoing = OutgoingRequest(request, policy: policy, id: "dl_1", sentAt: .earliest)
        let text = try await withSender { sender, _ in
            #expect(await sender.send(outgoing).status == 200)
            return await sender.masked("token tok-123456 of sk/live+42", of: outgoing, keeping: 8_192)
        }
        #expect(text == "token (token) of \(key.shown)")
    }
}
