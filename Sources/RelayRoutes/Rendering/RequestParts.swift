import JSON
import Quotation
import RelayCore

/// A request while its parts are being put together.
struct RequestParts {
    var method: String
    /// A path that the send writes itself, in place of the call's.
    var path: String?
    /// The call's path fields, encoded.
    var segments: [String: String] = [:]
    var query: [Request.Parameter]
    var headers: [Request.Parameter]
    /// The members of the body so far.
    var body: JSONWriter
    /// A body that the send writes as a whole.
    var wholeBody: [UInt8]?
    /// The fields that came to something; in an array, because there are few.
    private var given: [String] = []

    init(_ call: Call, at destination: Destination) {
        method = call.method
        query = destination.query
        headers = destination.headers
        headers.reserveCapacity(headers.count + Self.ownHeaders)
        body = JSONWriter(capacity: call.hasBody ? Self.usualBody : 0)
        if call.hasBody { body.openObject() }
    }

    /// How many bytes most bodies stay below.
    static let usualBody = 256
    /// How many headers every request may be given.
    private static let ownHeaders = 3

    mutating func give(_ field: Field) { given.append(field.name) }

    func gives(_ field: String) -> Bool { given.contains(field) }

    func givesAny(of fields: [String]) -> Bool { fields.contains { given.contains($0) } }

    mutating func addHeader(_ name: String, _ text: String, of field: Field) throws(RenderError) {
        guard TextForm.header.accepts(name), !HeaderNames.own.contains(name.lowercased()) else {
            throw RenderError(.unsafeHeader, field.name, "the header \(name.quoted) cannot be set", "Leave it out.")
        }
        guard !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
            throw RenderError(
                .unsafeHeader,
                field.name,
                "the header's text holds a control character",
                "Remove line breaks from it."
            )
        }
        headers.append(Request.Parameter(name, text))
    }

    mutating func request(_ base: Sensitive, _ call: Call, key: String?) throws(RenderError) -> Request {
        let path: String
        if let own = self.path { path = own } else { path = try filled(call.path) }
        let bytes = takeBody(call)
        if bytes != nil { headers.append(Request.Parameter("Content-Type", "application/json")) }
        headers.append(Request.Parameter("Accept", "application/json"))
        if let key, call.isWrite { headers.append(Request.Parameter("Idempotency-Key", key)) }
        return Request(method: method, base: base, path: path, query: query, headers: headers, body: bytes)
    }

    /// The body, for calls that have one.
    private mutating func takeBody(_ call: Call) -> [UInt8]? {
        if let wholeBody { return wholeBody }
        guard call.hasBody else { return nil }
        body.closeObject()
        return body.bytes
    }

    private func filled(_ template: PathTemplate) throws(RenderError) -> String {
        var path = ""
        for part in template.parts {
            switch part {
            case .text(let text): path += text
            case .field(let name):
                guard let segment = segments[name] else {
                    throw RenderError(
                        .missingField,
                        name,
                        "it is a part of the path, and it came to nothing",
                        "See the event: is the value there?"
                    )
                }
                path += segment
            }
        }
        return path
    }
}
