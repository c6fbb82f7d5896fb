import CivilTime
import Crypto
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

@Suite("Signatures that are changed")
struct SignatureRefusalTests {
    @Test(arguments: NegativeCase.all)
    func `are refused for their cause, and what does not matter is not`(example: NegativeCase) throws {
        let vector = try #require(SignatureVector.all.first { $0.name == example.vector })
        var changed = NegativeCase.Changed(
            headers: vector.headers,
            body: vector.body,
            url: vector.url,
            secrets: vector.signer.secrets,
            now: vector.now
        )
        example.change(&changed)
        var signer = SampleSigner(
            preset: vector.signer.preset,
            signature: vector.signer.signature,
            secrets: changed.secrets
        )
        signer.settings = changed.settings
        let request = SignedRequest(
            method: vector.method,
            url: changed.url,
            headers: HeaderList(changed.headers),
            body: changed.body
        )
        #expect(try signer.verifier().verify(request, at: changed.now).cause == example.cause)
    }

    @Test func `each cause has words for the operator`() {
        for cause in Rejection.Cause.allCases {
            let rejection = Rejection(cause, name: "x-name")
            #expect(!rejection.fact.hasSuffix(".") && rejection.remedy.hasSuffix("."), "\(rejection)")
        }
    }
}

@Suite("Secrets and times of a source")
struct SigningTimeTests {
    private static let body = Array("{}".utf8)

    private func now(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    /// A request that is signed rightly, whatever its time is.
    private func request(time: String, key: String = "secret", id: String = "msg_1") throws -> SignedRequest {
        let text = Array("\(id).\(time).{}".utf8)
        let authenticator = try ExampleRoutes.digests().authenticator(.sha256, key: key.utf8Span.span)
        var code = [UInt8](repeating: 0, count: 32)
        var output = code.mutableSpan
        _ = authenticator.code(text.span, Span(), Span(), into: &output)
        let signature = "v1," + String(decoding: Base64.encode(code.span), as: UTF8.self)
        let headers = [("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", signature)]
        return SignedRequest(headers: HeaderList(headers), body: Self.body)
    }

    private func signer(_ secrets: [String], _ validity: [String] = []) -> SampleSigner {
        let texts = secrets.map { "whsec_" + String(decoding: Base64.encode(Array($0.utf8).span), as: UTF8.self) }
        return SampleSigner(preset: "standard-webhooks", signature: nil, secrets: texts, validity: validity)
    }

    @Test(arguments: [
        "-1614265330", "+1614265330", "1614265330.0", "1.6e9", "0x60369672", "now", "99999999999999999999",
        "١٦١٤٢٦٥٣٣٠",
        " 1614265330", "1614265330 ", "2021-02-25T15:02:10Z",
    ])
    func `a time that is no number is refused although it is signed`(time: String) throws {
        let verification = try signer(["secret"]).verifier().verify(
            request(time: time),
            at: now("2021-02-25T15:02:10Z")
        )
        #expect(verification.cause == .unreadableTimestamp)
    }

    @Test(arguments: [
        ("1614265330000", Rejection.Cause.unreadableTimestamp), ("16142653300", .future), ("0", .stale),
        ("1614265330", nil),
    ])
    func `a time in another unit is far away`(time: String, cause: Rejection.Cause?) throws {
        let verification = try signer(["secret"]).verifier().verify(
            request(time: time),
            at: now("2021-02-25T15:02:10Z")
        )
        #expect(verification.cause == cause)
    }

    @Test(arguments: [
        ("2021-02-25T15:02:10Z", "old", Int?.some(0), Rejection.Cause?.none),
        ("2021-02-25T15:02:10Z", "new", nil, .wrongSignature),
        ("2021-02-26T00:00:00Z", "old", 0, nil), ("2021-02-26T00:00:00Z", "new", 1, nil),
        ("2021-02-27T00:00:00Z", "old", nil, .wrongSignature), ("2021-02-27T00:00:00Z", "new", 1, nil),
    ])
    func `while a secret is rotated both hold, and before and after one of them`(
        time: String,
        key: String,
        secret: Int?,
        cause: Rejection.Cause?
    ) throws {
        let dates = [#""until": "2021-02-27T00:00:00Z""#, #""from": "2021-02-26T00:00:00Z""#]
        let now = try now(time)
        let verification = try signer(["old", "new"], dates).verifier()
            .verify(request(time: String(now.seconds), key: key), at: now)
        if let secret {
            #expect(verification == .verified(scheme: 0, secret: secret))
        } else {
            #expect(verification.cause == cause)
        }
    }

    @Test func `no secret that holds is another cause than a wrong one`() throws {
        let now = try now("2021-02-25T15:02:10Z")
        let verifier = try signer(["secret"], [#""from": "2022-01-01T00:00:00Z""#]).verifier()
        #expect(verifier.verify(try request(time: String(now.seconds)), at: now).cause == .noSecret)
    }

    @Test func `nothing that describes a key shows it`() throws {
        let key = KeyMaterial(Array("hunter2".utf8))
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!"\(key) \(String(reflecting: key)) \(dumped)".contains(/104|hunter/))
        var verifier = ""
        dump(try signer(["hunter2"]).verifier(), to: &verifier)
        #expect(!verifier.contains(/hunter|\b104\b/))
    }

    @Test func `what a source says of itself is read`() throws {
        var signer = signer(["a", "b"], [#""until": "2021-02-27T00:00:00Z""#])
        let plain = try signer.source()
        #expect(plain.isEnabled && plain.rate == nil && (plain.answerStatus, plain.rejectionStatus) == (200, 401))
        signer.settings = #""enabled": false, "rate": "240/60s", "answer": 202, "rejection": 403, "tolerance": "1h""#
        let source = try signer.source()
        #expect(!source.isEnabled && (source.answerStatus, source.rejectionStatus) == (202, 403))
        #expect(source.rate == Rate(count: 240, period: .seconds(60)))
        #expect(source.schemes.allSatisfy { $0.tolerance == .seconds(3_600) })
        let until = Timestamp(rfc3339: "2021-02-27T00:00:00Z")
        #expect(
            source.secrets == [
                DatedSecret(.environment("SECRET_0"), until: until), DatedSecret(.environment("SECRET_1")),
            ]
        )
    }
}

@Suite("Static secrets")
struct StaticSecretTests {
    private func cause(_ preset: String, _ secret: String, _ header: (String, String)?) throws -> Rejection.Cause? {
        let request = SignedRequest(headers: HeaderList([header].compactMap { $0 }), body: [])
        let signer = SampleSigner(preset: preset, signature: nil, secrets: [secret])
        return try signer.verifier().verify(request, at: .earliest).cause
    }

    @Test(arguments: [
        ("Basic cmVsYXk6cGFzcw==", Rejection.Cause?.none), ("basic cmVsYXk6cGFzcw==", nil),
        ("Basic cmVsYXk6cGFzcg==", .wrongToken), ("Basic cmVsYXk6cGFzcw", .badEncoding),
        ("Bearer cmVsYXk6cGFzcw==", .malformedHeader), ("Basic ", .wrongToken), ("", .malformedHeader),
    ])
    func `user and password`(value: String, cause expected: Rejection.Cause?) throws {
        #expect(try cause("pipedrive", "relay:pass", ("Authorization", value)) == expected)
    }

    @Test(arguments: [
        ("token", Rejection.Cause?.none), ("Token", .wrongToken), ("token2", .wrongToken), ("toke", .wrongToken),
    ])
    func `a token`(value: String, cause expected: Rejection.Cause?) throws {
        #expect(try cause("gitlab", "token", ("X-Gitlab-Token", value)) == expected)
    }

    @Test func `a user of the scheme's own stands before the secret`() throws {
        let signature = try value(#"{ "scheme": "basic", "user": "relay" }"#)
        let signer = SampleSigner(preset: nil, signature: signature, secrets: ["pass"])
        let headers = HeaderList([("authorization", "Basic cmVsYXk6cGFzcw==")])
        let verification = try signer.verifier().verify(SignedRequest(headers: headers, body: []), at: .earliest)
        #expect(verification == .verified(scheme: 0, secret: 0))
    }

    @Test func `none believes anybody, and nothing else does without a secret`() throws {
        #expect(try cause("none", "x", nil) == nil)
        #expect(try cause("gitlab", "", ("X-Gitlab-Token", "")) != nil)
        #expect(try cause("pipedrive", "", ("Authorization", "Basic ")) != nil)
        let verifier = Verifier([], secrets: [], digests: try ExampleRoutes.digests()) { _ in nil }
        let request = SignedRequest(headers: HeaderList([]), body: [])
        #expect(verifier.verify(request, at: .earliest) == .rejected(Rejection(.noScheme)))
    }
}
