import CivilTime
import Foundation
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes
import RelayTesting

/// A request as a sender makes it, and what must come of it.
struct SignatureVector: Sendable, CustomStringConvertible {
    let name: String
    let signer: SampleSigner
    let method: String
    let url: String?
    let headers: [(String, String)]
    let body: [UInt8]
    let now: Timestamp
    /// Why it must fail; nil where it must match.
    let cause: Rejection.Cause?

    var description: String { name }

    static let all: [SignatureVector] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/signature-vectors.json").standardizedFileURL
        guard let data = try? Data(contentsOf: file), let document = try? JSONDocument([UInt8](data)) else { return [] }
        return document.root["vectors"]?.elements.compactMap { SignatureVector($0) } ?? []
    }()

    private init?(_ json: JSONValue) {
        guard let name = json["name"]?.string, let secret = json["secret"]?.string, let body = json["body"]?.string
        else {
            return nil
        }
        self.name = name
        signer = SampleSigner(preset: json["preset"]?.string, signature: json["signature"], secrets: [secret])
        method = json["method"]?.string ?? "POST"
        url = json["url"]?.string
        headers = json["headers"]?.members.map { ($0.name, $0.value.string ?? "") } ?? []
        self.body = Array(body.utf8)
        now = json["now"]?.string.flatMap { Timestamp(rfc3339: $0) } ?? .earliest
        cause = json["cause"]?.string.flatMap(Rejection.Cause.init)
    }

    /// The request, with another body where one is given.
    func request(body: [UInt8]? = nil, adding more: [(String, String)] = []) -> SignedRequest {
        SignedRequest(
            method: method,
            url: url,
            headers: HeaderList(headers + more),
            body: body ?? self.body
        )
    }
}

/// A sender with its secrets, as a routes file names it.
struct SampleSigner: Sendable {
    let preset: String?
    let signature: JSONValue?
    let secrets: [String]
    /// More keys of the source, as JSON without its braces.
    var settings = ""
    /// Keys of the secrets, as JSON without braces, at the same positions.
    var validity: [String] = []

    /// The source that a routes file makes of it.
    func source() throws -> Source {
        let references = secrets.indices.map { index in
            let dates = index < validity.count ? ", \(validity[index])" : ""
            return #"{ "env": "SECRET_\#(index)"\#(dates) }"#
        }
        var members = [#""secrets": [\#(references.joined(separator: ", "))]"#]
        if let preset { members.append(#""preset": "\#(preset)""#) }
        if let signature { members.append(#""signature": \#(String(decoding: signature.source, as: UTF8.self))"#) }
        if !settings.isEmpty { members.append(settings) }
        let text = """
            { "version": 1, "service": { "publicUrl": "https://hooks.example.com" },
              "sources": { "sender": { \(members.joined(separator: ", ")) } } }
            """
        let report = CheckReport.make(Array(text.utf8), catalogue: .embedded, base: try ExampleRoutes.environment())
        let errors = report.findings.filter { $0.severity == .error }.map(\.description)
        guard errors.isEmpty, let source = report.table?.sources["sender"] else { throw Unusable(errors: errors) }
        return source
    }

    func verifier() throws -> Verifier {
        let source = try source()
        return Verifier(source.schemes, secrets: source.secrets, digests: try ExampleRoutes.digests()) { reference in
            guard case .environment(let name) = reference, let index = Int(name.dropFirst("SECRET_".count)) else {
                return nil
            }
            return Array(secrets[index].utf8)
        }
    }

    struct Unusable: Error { let errors: [String] }
}
