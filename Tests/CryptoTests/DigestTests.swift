import Crypto
import RelayCore
import Testing

/// Lower-case hexadecimal, as the standards print their examples.
func hexadecimal(_ bytes: Span<UInt8>) -> String {
    bytes.indices.map { index in
        let digits = String(bytes[index], radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}

@Suite("Digests by OpenSSL")
struct DigestTests {
    private let digests: OpenSSLDigests

    init() throws { digests = try OpenSSLDigests() }

    private func sha1(_ text: String) -> String { hexadecimal(digests.sha1(text.utf8Span.span).span) }
    private func sha256(_ text: String) -> String { hexadecimal(digests.sha256(text.utf8Span.span).span) }
    private func sha512(_ text: String) -> String { hexadecimal(digests.sha512(text.utf8Span.span).span) }

    private static let twoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"

    @Test(arguments: [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (twoBlocks, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    ])
    func `SHA-1 gives what FIPS 180 says`(text: String, digest: String) {
        #expect(sha1(text) == digest)
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (twoBlocks, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func `SHA-256 gives what FIPS 180 says`(text: String, digest: String) {
        #expect(sha256(text) == digest)
    }

    @Test(arguments: [
        (
            "",
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
        ),
        (
            "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
                + "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"
        ),
    ])
    func `SHA-512 gives what FIPS 180 says`(text: String, digest: String) {
        #expect(sha512(text) == digest)
    }

    @Test func `threads share one set of algorithms`() async {
        let digests = await withTaskGroup(of: Set<String>.self) { group in
            for _ in 0..<8 { group.addTask { Set((0..<1_000).map { sha256("\($0)") }) } }
            return await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        #expect(digests == Set((0..<1_000).map { sha256("\($0)") }))
    }
}
