import CivilTime
import Crypto
import JSON
import RelayCore
import RelayRoutes

/// The verification of a body of 600 bytes, beside the code alone in the same run.
struct SignaturesBench {
    private let stopwatch = Stopwatch()
    private let digests: OpenSSLDigests
    private let body = SampleEvent.bytes
    private let now = Timestamp.latest

    init() throws { digests = try OpenSSLDigests() }

    func run() throws {
        let key = Array("0123456789abcdef0123456789abcdef".utf8)
        let authenticator = digests.authenticator(.sha256, key: key.span)
        let alone = stopwatch.nanoseconds {
            var code = [32 of UInt8](repeating: 0)
            var output = code.mutableSpan
            keep(authenticator.code(Span(), body.span, Span(), into: &output))
        }
        report("signatures.code", alone, alone: alone, bar: 700)
        let secret = String(decoding: Base64.encode(key.span), as: UTF8.self)
        try time("github", secret: "0123456789abcdef", alone, bar: 1_000)
        try time("standard-webhooks", secret: "whsec_\(secret)", alone, bar: 1_500)
        try time("sendpilot", secret: "0123456789abcdef", alone, bar: 1_500)
    }

    private func time(_ preset: String, secret: String, _ alone: Double, bar: Double) throws {
        let schemes = Catalogue.embedded.schemes(ofPreset: preset) ?? []
        let held = DatedSecret(.environment("SECRET"))
        let verifier = Verifier(schemes, secrets: [held], digests: digests) { _ in Array(secret.utf8) }
        let unsigned = SignedRequest(headers: HeaderList([]), body: body)
        let signer = Signer(schemes[0], secret: Array(secret.utf8), digests: digests)
        let signed = try signer.headers(for: unsigned, id: "msg_1", at: now).map { ($0.name, $0.value) }
        let headers = ParsedHeaders(signed + [("content-type", "application/json"), ("user-agent", "bench")])
        let request = SignedRequest(headers: headers, body: body)
        guard case .verified = verifier.verify(request, at: now) else { throw Unverified(preset: preset) }
        let whole = stopwatch.nanoseconds { keep(verifier.verify(request, at: now)) }
        report("signatures.\(preset)", whole, alone: alone, bar: bar)
    }

    private func report(_ name: String, _ figure: Double, alone: Double, bar: Double) {
        print(
            #"{"bench":"\#(name)","bytes":\#(body.count),"ns":\#(figure.rounded()),"bar":\#(bar),"#
                + #""codeNs":\#(alone.rounded()),"ratio":\#((figure / alone * 100).rounded() / 100)}"#
        )
    }

    private struct Unverified: Error { let preset: String }

    /// Headers as a parser leaves them: the bytes of the head, and where in them names and values are.
    private struct ParsedHeaders: HeaderValues {
        private var bytes: [UInt8] = []
        private var fields: [(name: Range<Int>, value: Range<Int>)] = []

        init(_ headers: [(String, String)]) {
            for (name, value) in headers {
                let start = bytes.count
                bytes += name.utf8
                let middle = bytes.count
                bytes += value.utf8
                fields.append((start..<middle, middle..<bytes.count))
            }
        }

        func value(of name: String) -> HeaderValue {
            var found: Range<Int>?
            let (wanted, span) = (name.utf8Span.span, bytes.span)
            for field in fields where field.name.count == wanted.count {
                guard span.extracting(field.name).isEqual(to: wanted) else { continue }
                guard found == nil else { return .repeated }
                found = field.value
            }
            return found.map { .one(bytes[$0]) } ?? .absent
        }
    }
}
