import CEL
import CivilTime
import JSON
import Quotation
import RelayCore

/// Reads signatures as they are written in a source or a preset, and keeps what no request could ever satisfy.
///
/// What the shape of a signature refuses has been told before, and is passed over.
struct SchemeReader {
    private let base: Environment
    /// Where to point: at the signature itself, or at the name of the preset that it comes from.
    private let spot: (JSONValue) -> Spot
    private(set) var findings: [Finding] = []

    init(_ base: Environment, spot: @escaping (JSONValue) -> Spot) {
        self.base = base
        self.spot = spot
    }

    /// Reads one signature or several, with the source's own tolerance in place of theirs where it has one.
    mutating func schemes(_ json: JSONValue?, tolerance: Duration?) -> [SignatureScheme] {
        guard let json else { return [] }
        let objects = json.kind == .array ? Array(json.elements) : [json]
        return objects.filter { $0.kind == .object }.compactMap { scheme($0, tolerance) }
    }

    private mutating func scheme(_ json: JSONValue, _ tolerance: Duration?) -> SignatureScheme? {
        guard let method = json["scheme"]?.string.flatMap(SignatureScheme.Method.init(word:)) else { return nil }
        var scheme = SignatureScheme(method)
        if method == .none { return scheme }
        scheme.headers = headers(json, method)
        scheme.encoding = json["encoding"]?.string.flatMap(SignatureScheme.Encoding.init) ?? .hex
        scheme.key = json["key"]?.string.flatMap(KeyForm.init) ?? .text
        scheme.idHeader = json["id"]?["header"]?.string?.lowercased()
        scheme.user = json["user"].flatMap { Sensitive($0) }
        scheme.publicKey = json["publicKey"]?.string
        scheme.bodyDigestParameter = json["bodyDigest"]?["query"]?.string
        scheme.timestamp = timestamp(json["timestamp"])
        if scheme.timestamp != nil {
            scheme.tolerance = tolerance ?? json["tolerance"]?.string.flatMap { Duration(setting: $0) }
        }
        guard let layout = layout(json), let signed = signed(json, method) else { return nil }
        scheme.layout = layout
        scheme.signed = signed
        let count = findings.count
        check(scheme, json)
        return findings.count == count ? scheme : nil
    }

    // MARK: Parts

    private func headers(_ json: JSONValue, _ method: SignatureScheme.Method) -> [String] {
        let own = json["header"]?.string ?? (method == .basic ? "Authorization" : nil)
        return ([own].compactMap { $0 } + json.words("fallbackHeaders").map(\.text)).map { $0.lowercased() }
    }

    private mutating func layout(_ json: JSONValue) -> SignatureScheme.Layout? {
        let prefix = json["prefix"]?.string ?? ""
        switch json["layout"]?.string ?? "whole" {
        case "whole": return .whole(prefix: prefix)
        case "versions":
            guard !prefix.isEmpty else { return refuse(json, "no version is said", "Add \"prefix\": \"v1\".") }
            return .versions(prefix)
        case "elements":
            guard let name = json["element"]?.string else {
                return refuse(json, "the name of the signature's element is not said", "Add \"element\": \"v1\".")
            }
            let separator = Array((json["separator"]?.string ?? ",").utf8)
            guard separator.count == 1 else {
                return refuse(json, "elements are separated by one character", "Write \",\" or \";\".")
            }
            return .elements(prefix: prefix, name: name, separator: separator[0])
        default: return nil
        }
    }

    private mutating func signed(_ json: JSONValue, _ method: SignatureScheme.Method) -> SignedText? {
        if method == .token || method == .basic { return .body }
        guard let template = json["signed"]?.string else {
            return refuse(json, "what is signed is not said", "Add \"signed\": \"{body}\".")
        }
        do throws(SignedText.Fault) {
            return try SignedText(template)
        } catch {
            switch error {
            case .unknownPart(let name):
                let remedy = ShapeCheck.suggest(name, SignedText.names, "There is")
                return refuse(json, "nothing is called {\(name)} that could be signed", remedy)
            case .openBrace: return refuse(json, "a brace in \"signed\" is not closed", "Close it.")
            case .repeatedBody: return refuse(json, "{body} stands twice in \"signed\"", "Leave one out.")
            }
        }
    }

    private mutating func timestamp(_ json: JSONValue?) -> SignatureScheme.TimestampPlace? {
        guard let json else { return nil }
        let unit = json["unit"]?.string.flatMap(SignatureTime.Unit.init) ?? .seconds
        if let name = json["header"]?.string { return .init(.header(name.lowercased()), unit) }
        if let name = json["element"]?.string { return .init(.element(name), unit) }
        guard let word = json.word("body") else { return nil }
        var reader = ExpressionReader(RequestBindings.environment(base))
        let program = reader.program(word)
        findings += reader.findings
        guard let program else { return nil }
        guard let path = AccessPath(program.expression), path.steps.first == "body", path.steps.count > 1 else {
            return refuse(
                json,
                "the time in the body is found by a plain path only",
                "Write body.timestamp, for example."
            )
        }
        return .init(.body(Array(path.steps.dropFirst())), unit)
    }

    // MARK: Together

    /// What each part allows and the parts together do not.
    private mutating func check(_ scheme: SignatureScheme, _ json: JSONValue) {
        if scheme.headers.isEmpty {
            tell(json, "the header of the signature is not said", "Add \"header\": \"X-Signature\".")
        }
        check(parts: scheme, json)
        check(key: scheme, json)
    }

    private mutating func check(parts scheme: SignatureScheme, _ json: JSONValue) {
        let isInBody = if case .body? = scheme.timestamp?.place { true } else { false }
        if scheme.signed.contains(.timestamp), scheme.timestamp == nil || isInBody {
            tell(json, "{timestamp} is signed, and nothing says which header or element holds it", "Add \"timestamp\".")
        }
        if scheme.signed.contains(.id), scheme.idHeader == nil {
            tell(
                json,
                "{id} is signed, and nothing says which header holds it",
                "Add \"id\": {\"header\": \"webhook-id\"}."
            )
        }
        if case .element? = scheme.timestamp?.place, !scheme.layout.hasElements {
            tell(json, "the time is an element, and the header has none", "Write \"layout\": \"elements\".")
        }
        if scheme.timestamp != nil, !isInBody, !scheme.signed.contains(.timestamp), !scheme.method.isToken {
            tell(json, "the time is not signed, so that anybody could renew it", "Put {timestamp} into \"signed\".")
        }
        if !scheme.signed.hasBody, !scheme.signed.contains(.form), !scheme.method.isToken {
            tell(json, "the body is not signed, so that anybody could change it", "Put {body} into \"signed\".")
        }
    }

    private mutating func check(key scheme: SignatureScheme, _ json: JSONValue) {
        let wantsPublic = if case .publicKey = scheme.method { true } else { false }
        if wantsPublic, scheme.key == .text || scheme.key == .whsec {
            tell(json, "a public key is not of the form \(scheme.key.rawValue.quoted)", "Write whpk, spki or pem.")
        }
        if !wantsPublic, [.whpk, .spki, .pem].contains(scheme.key) {
            tell(json, "\(scheme.key.rawValue.quoted) is the form of a public key", "Write text, base64, hex or whsec.")
        }
        if scheme.method == .digest, !scheme.signed.contains(.secret) {
            tell(json, "a digest without the secret proves nothing", "Put {secret} into \"signed\", or take an hmac.")
        }
        if scheme.method != .digest, scheme.signed.contains(.secret) {
            tell(json, "the secret is the key, and not part of what is signed", "Leave {secret} out.")
        }
        if let text = scheme.publicKey, case .publicKey(let kind) = scheme.method,
            scheme.key.publicKey(of: Array(text.utf8), kind) == nil
        {
            tell(json, "\"publicKey\" is not of the form \(scheme.key.rawValue.quoted)", "Copy it again, whole.")
        }
    }

    private mutating func refuse<Part>(_ json: JSONValue, _ fact: String, _ remedy: String) -> Part? {
        tell(json, fact, remedy)
        return nil
    }

    private mutating func tell(_ json: JSONValue, _ fact: String, _ remedy: String) {
        findings.append(Finding(.unusableSignature, at: spot(json), fact, remedy))
    }
}

extension SignatureScheme.Layout {
    fileprivate var hasElements: Bool { if case .elements = self { true } else { false } }
}

extension SignatureScheme.Method {
    fileprivate var isToken: Bool { self == .token || self == .basic }

    fileprivate init?(word: String) {
        switch word {
        case "hmac-sha1": self = .code(.sha1)
        case "hmac-sha256": self = .code(.sha256)
        case "hmac-sha512": self = .code(.sha512)
        case "sha256": self = .digest
        case "ed25519": self = .publicKey(.ed25519)
        case "rsa-sha256": self = .publicKey(.rsa)
        case "token": self = .token
        case "basic": self = .basic
        case "none": self = .none
        default: return nil
        }
    }
}
