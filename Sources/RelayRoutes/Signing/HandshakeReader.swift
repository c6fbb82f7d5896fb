import CEL
import JSON
import RelayCore

/// Reads handshakes as they are written in a source or a preset.
struct HandshakeReader {
    private let base: Environment
    /// Where to point: at the handshake itself, or at the name of the preset that it comes from.
    private let spot: (JSONValue) -> Spot
    private(set) var findings: [Finding] = []

    init(_ base: Environment, spot: @escaping (JSONValue) -> Spot) {
        self.base = base
        self.spot = spot
    }

    mutating func handshakes(_ json: JSONValue?) -> [Handshake] {
        json?.elements.filter { $0.kind == .object }.compactMap { handshake($0) } ?? []
    }

    private mutating func handshake(_ json: JSONValue) -> Handshake? {
        var reader = ExpressionReader(RequestBindings.environment(base))
        let when = reader.program(json.word("when"), expecting: .bool)
        let challenge = reader.program(json.word("challenge"))
        let token = reader.program(json.word("token"))
        findings += reader.findings
        guard reader.findings.isEmpty, let challenge, let form = form(json["answer"]) else { return nil }
        let handshake = Handshake(
            method: json["method"]?.string,
            when: when,
            challenge: challenge,
            token: token,
            isSigned: json["signed"]?.bool ?? true,
            mac: json["mac"]?.string.flatMap(SignatureScheme.Encoding.init),
            form: form
        )
        return isSafe(handshake, json) ? handshake : nil
    }

    private mutating func form(_ json: JSONValue?) -> Handshake.Form? {
        guard let json, json.kind == .object else { return json?.string == "text" ? .text : nil }
        var reader = ExpressionReader(HandshakeBindings.environment(base))
        let template = reader.template(json)
        findings += reader.findings
        return template.map { .object($0) }
    }

    private mutating func isSafe(_ handshake: Handshake, _ json: JSONValue) -> Bool {
        guard !handshake.isSigned, handshake.method != "GET" else { return true }
        let fact = "a handshake that nothing signs is answered to GET only"
        findings.append(
            Finding(.unusableSignature, at: spot(json), fact, "Write \"method\": \"GET\", or \"signed\": true.")
        )
        return false
    }
}
