import Crypto
import RelayCore
import Testing

/// A test case of RFC 4231; the codes of SHA-1 are those of RFC 2202 where the inputs agree.
struct AuthenticationCase: Sendable {
    let key: [UInt8]
    let data: [UInt8]
    let sha256: String
    let sha512: String

    static let all: [AuthenticationCase] = [
        AuthenticationCase(
            key: [UInt8](repeating: 0x0B, count: 20),
            data: Array("Hi There".utf8),
            sha256: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            sha512: "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"
        ),
        AuthenticationCase(
            key: Array("Jefe".utf8),
            data: Array("what do ya want for nothing?".utf8),
            sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            sha512: "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
        ),
        AuthenticationCase(
            key: [UInt8](repeating: 0xAA, count: 20),
            data: [UInt8](repeating: 0xDD, count: 50),
            sha256: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            sha512: "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
                + "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"
        ),
        AuthenticationCase(
            key: [UInt8](repeating: 0xAA, count: 131),
            data: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            sha256: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            sha512: "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
                + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"
        ),
    ]
}

@Suite("Message authentication codes by OpenSSL")
struct MessageAuthenticationTests {
    private let digests: OpenSSLDigests

    init() throws { digests = try OpenSSLDigests() }

    private func code(_ hash: AuthenticationHash, _ text: Span<UInt8>, key: Span<UInt8>) -> String {
        code(digests.authenticator(hash, key: key), text)
    }

    /// The code of a text in three parts, which is the code of the whole.
    private func code(_ authenticator: any Authenticator, _ text: Span<UInt8>) -> String {
        var space = [64 of UInt8](repeating: 0)
        var output = space.mutableSpan
        let (first, second) = (text.count / 3, text.count / 2)
        let length = authenticator.code(
            text.extracting(0..<first),
            text.extracting(first..<second),
            text.extracting(second..<text.count),
            into: &output
        )
        return hexadecimal(space.span.extracting(first: length))
    }

    @Test(arguments: AuthenticationCase.all)
    func `HMAC gives what RFC 4231 says`(example: AuthenticationCase) {
        let (key, data) = (example.key.span, example.data.span)
        #expect(code(.sha256, data, key: key) == example.sha256)
        #expect(code(.sha512, data, key: key) == example.sha512)
    }

    @Test(arguments: [
        ([UInt8](repeating: 0x0B, count: 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
        (Array("Jefe".utf8), "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
    ])
    func `HMAC with SHA-1 gives what RFC 2202 says`(key: [UInt8], data: String, code: String) {
        #expect(self.code(.sha1, data.utf8Span.span, key: key.span) == code)
    }

    @Test func `an empty key and an empty text have codes as well`() {
        let empty: [UInt8] = []
        #expect(
            code(.sha256, empty.span, key: empty.span)
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        )
        #expect(
            code(.sha1, empty.span, key: empty.span)
                == "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d"
        )
    }

    @Test func `a code depends on nothing that was computed before`() {
        let (key, other) = (Array("key".utf8), Array("other".utf8))
        let text = "The quick brown fox jumps over the lazy dog"
        let expected = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
        let authenticator = digests.authenticator(.sha256, key: key.span)
        for _ in 0..<3 {
            _ = code(.sha256, text.utf8Span.span, key: other.span)
            #expect(code(authenticator, text.utf8Span.span) == expected)
        }
    }
}

@Suite("Comparison in constant time")
struct ConstantTimeTests {
    @Test(arguments: [
        ("", "", true), ("a", "", false), ("abc", "abc", true), ("abc", "abd", false), ("abc", "xbc", false),
        ("abc", "abcd", false),
    ])
    func `tells equal bytes from others`(left: String, right: String, areEqual: Bool) {
        #expect(ConstantTime.areEqual(left.utf8Span.span, right.utf8Span.span) == areEqual)
        #expect(ConstantTime.areEqual(right.utf8Span.span, left.utf8Span.span) == areEqual)
    }
}
