import Crypto
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

@Suite("Signatures as senders make them")
struct SignatureVectorTests {
    @Test(arguments: [("whsec_not base64!", 1), ("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", 0), ("", 0)])
    func `a secret of which no scheme can make a key is named before anything is signed`(text: String, count: Int)
        throws
    {
        let schemes = try #require(Catalogue.embedded.schemes(ofPreset: "svix"))
        let secrets = [DatedSecret(.environment("S"))]
        let verifier = Verifier(schemes, secrets: secrets, digests: try OpenSSLDigests()) { _ in Array(text.utf8) }
        #expect(verifier.unusable.count == count)
    }

    @Test func `are all read from their file`() {
        #expect(SignatureVector.all.count == 74)
        let presets = Set(SignatureVector.all.compactMap(\.signer.preset))
        // Those without a signature that a vector could hold, and what signs as another does.
        #expect(Set(Catalogue.embedded.presets.keys).subtracting(presets) == ["none", "pipedrive"])
    }

    @Test(arguments: SignatureVector.all)
    func `match through the preset, or fail for the right cause`(vector: SignatureVector) throws {
        let verification = try vector.signer.verifier().verify(vector.request(), at: vector.now)
        switch verification {
        case .verified: #expect(vector.cause == nil)
        case .rejected(let rejection): #expect(rejection.cause == vector.cause, "\(rejection)")
        }
    }

    @Test(arguments: SignatureVector.all.filter { $0.cause == nil })
    func `fail with any other body`(vector: SignatureVector) throws {
        let verifier = try vector.signer.verifier()
        var random = SeededRandom(seed: 11)
        for _ in 0..<50 {
            var body = vector.body
            if body.isEmpty {
                body = [UInt8(truncatingIfNeeded: random.next())]
            } else {
                body[random.below(body.count)] ^= 1 << UInt8(random.below(8))
            }
            // Another letter's case in an escape of a form is the same form.
            guard body != vector.body, !vector.isSameForm(body) else { continue }
            #expect(!verifier.verify(vector.request(body: body), at: vector.now).isVerified)
        }
        #expect(!verifier.verify(vector.request(body: vector.body + [0x20]), at: vector.now).isVerified)
    }

    @Test(arguments: SignatureVector.all.filter { $0.cause == nil })
    func `fail with another secret, and match beside one`(vector: SignatureVector) throws {
        let other = SampleSigner(preset: vector.signer.preset, signature: vector.signer.signature, secrets: ["other"])
        #expect(!(try other.verifier().verify(vector.request(), at: vector.now).isVerified))
        let both = SampleSigner(
            preset: vector.signer.preset,
            signature: vector.signer.signature,
            secrets: ["other"] + vector.signer.secrets
        )
        guard case .verified(_, let secret) = try both.verifier().verify(vector.request(), at: vector.now) else {
            Issue.record("\(vector) does not match")
            return
        }
        #expect(secret == 1)
    }
}

extension SignatureVector {
    /// Whether the digits of an escape changed their case, or a blank its form.
    fileprivate func isSameForm(_ other: [UInt8]) -> Bool {
        signer.preset == "twilio"
            && String(decoding: other, as: UTF8.self).uppercased()
                == String(decoding: body, as: UTF8.self).uppercased()
    }
}

extension Verification {
    var isVerified: Bool { if case .verified = self { true } else { false } }

    var cause: Rejection.Cause? { if case .rejected(let rejection) = self { rejection.cause } else { nil } }
}
