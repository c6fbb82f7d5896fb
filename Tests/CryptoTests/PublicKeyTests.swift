import Crypto
import RelayCore
import Testing

@Suite("Signatures with public keys by OpenSSL")
struct PublicKeyTests {
    private let digests: OpenSSLDigests

    init() throws { digests = try OpenSSLDigests() }

    /// Test 1 of RFC 8032: no text; and test 2: one byte.
    private static let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    private static let point = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    private static let signature =
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        + "d25bf5f0595bbe24655141438e7a100b"

    /// A key of RSA with 2048 bits, and its signature of "Hello, World!", both made by the openssl command.
    private static let rsa =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyvXau4KZxd1gyYwHRMT8ebGesyHn7zxhpntNjZ9HG3ULdoQ9WcpnWYMqWaNUrENLCjOO2K+4ZshCdpYRgMesvu6fwb/acVGNri0UFdcoBTUczcyNvJJGpHbHHfDXm6esi5/r2lxN1kppEruf2qtCSirPU5z26axApbOhPfBCr0FLWKm0laDHReX+CUEDIGEmVIS10ry8yhMv8wxHlijULrJsLT05YLJ2xHhPkRj6YQ2amy4odx2omjRNKTKBrhJUOdLaKnK211unR3aqZxndQvYAMcght37yGJbEoB0HfYmaoCyP05/sO91SPZJwoQzPDamPrVbqp9UhaldiH+qdGwIDAQAB"
    private static let rsaSignature =
        "QgcCDhQsVc4sM47YYBxN2r3HIjfMJUOjNl1sf0twYcXTHFaFWcibZf32+aEYrekfgkj677r9xYa/3tG0BLOL5rnV9fmjZgA5wJkjCldLWddvEWjeR+P7zlGzdde0T0LqeVAyNafeVOeVRzL+hh0+Q9hHnhgu6EUn3LcS5tXiR0SF4g+BHCqEq5X6bgQjwOE7Ta8H/vV4SiSDBp4fYh39kU+zvXouNEx8bvaztjKZzU18npGGGARoKCDNQ9zWhqDUHARSH9/c67/h0gtT+VFCvIJ5wssxOiN3KfhnfbJ5f4o3nFX2IIlwS5CI6ljXu0XeglNoxX33mv5rcXJNSSBSYQ=="
    /// A key of RSA with 1024 bits.
    private static let shortRSA =
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC9j9uBfhp95Hrgxk2tFVaSwYahz+EwhPWgGzl821sEGxkq/yTMQWT03sc3uz277bbffQ8uEFuyQDIqs/BmMZZegtLGsdm65N2itqgZGFgHMfjhwGWKfnux6qAYsAqUbUS+5f6sIqNT7uXVlqZQb1ajFQzGypUtel9jt6JtxVCUbwIDAQAB"

    private func takes(_ key: any PublicKey, _ signature: [UInt8], _ text: String) -> Bool {
        key.isSignature(signature.span, of: text.utf8Span.span)
    }

    private func hex(_ text: String) throws -> [UInt8] {
        let bytes = Hexadecimal.decode(text.utf8Span.span)
        return try #require(bytes)
    }
    private func base64(_ text: String) throws -> [UInt8] {
        let bytes = Base64.decode(text.utf8Span.span)
        return try #require(bytes)
    }

    @Test func `Ed25519 gives what RFC 8032 says`() throws {
        let signature = try hex(Self.signature)
        let seed = try hex(Self.seed)
        let key = try digests.ed25519PrivateKey(seed: seed.span)
        let made = key.signature(of: Span())
        #expect(made == signature)
        let publicKey = try digests.publicKey(.ed25519(hex(Self.point)))
        #expect(takes(publicKey, signature, ""))
        #expect(!takes(publicKey, signature, "a"))
        #expect(!takes(publicKey, signature.dropLast(), ""))
        #expect(!takes(publicKey, [], ""))
    }

    @Test func `RSA takes its signature and no other`() throws {
        let key = try digests.publicKey(.subjectInfo(base64(Self.rsa), .rsa))
        var signature = try base64(Self.rsaSignature)
        #expect(takes(key, signature, "Hello, World!"))
        #expect(!takes(key, signature, "Hello, World?"))
        #expect(!takes(key, signature.dropLast(), "Hello, World!"))
        signature[7] ^= 1
        #expect(!takes(key, signature, "Hello, World!"))
    }

    @Test func `a key that cannot be used says why, and nothing of itself`() throws {
        let cases: [(PublicKeyBytes, String)] = try [
            (.ed25519([1, 2, 3]), "has 3 bytes, and one of Ed25519 has 32"),
            (.subjectInfo([], .rsa), "cannot be read as a public key in DER"),
            (.subjectInfo(Array("no key".utf8), .ed25519), "cannot be read as a public key in DER"),
            (.subjectInfo(base64(Self.rsa), .ed25519), "is none of Ed25519"),
            (.subjectInfo(base64(Self.rsa) + [0], .rsa), "has more bytes behind its end"),
            (.subjectInfo(base64(Self.shortRSA), .rsa), "has 1024 bits, and fewer than 2048 are not safe"),
        ]
        for (key, fact) in cases {
            #expect(throws: KeyFault(fact)) { _ = try digests.publicKey(key) }
        }
        #expect(throws: KeyFault("has 1 bytes, and the seed of one of Ed25519 has 32")) {
            let seed: [UInt8] = [1]
            _ = try digests.ed25519PrivateKey(seed: seed.span)
        }
    }
}

@Suite("Codes from many threads")
struct SharedKeyTests {
    @Test func `one key gives right codes to threads that use it at the same time`() async throws {
        let key = try OpenSSLDigests().authenticator(.sha256, key: Array("Jefe".utf8).span)
        let codes = await withTaskGroup(of: Set<[UInt8]>.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var codes: Set<[UInt8]> = []
                    for _ in 0..<2_000 {
                        var code = [UInt8](repeating: 0, count: 32)
                        var output = code.mutableSpan
                        _ = key.code(
                            "what do ya want ".utf8Span.span,
                            "for nothing?".utf8Span.span,
                            Span(),
                            into: &output
                        )
                        codes.insert(code)
                    }
                    return codes
                }
            }
            return await group.reduce(into: Set<[UInt8]>()) { $0.formUnion($1) }
        }
        #expect(
            codes.map { Hexadecimal.encode($0.span) } == [
                Array("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843".utf8)
            ]
        )
    }
}
