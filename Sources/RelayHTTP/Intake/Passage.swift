import CivilTime
import HTTPServer
import HTTPWire
import JSON
import RelayCore
import RelayRoutes

/// A request on its way from bytes to events: verified before anything of it is understood.
struct Passage {
    private let request: ServerRequest
    private let fields: HeaderFields
    private let gate: SourceGate
    private let table: IntakeTable
    private let ports: Intake.Ports
    private let now: Timestamp

    enum Outcome {
        /// It was no event, and has its answer.
        case answered(Response)
        case events([NewEvent])
    }

    init(_ request: ServerRequest, _ gate: SourceGate, _ table: IntakeTable, _ ports: Intake.Ports) {
        self.request = request
        fields = request.head.fields
        self.gate = gate
        self.table = table
        self.ports = ports
        now = ports.now()
    }

    func outcome() throws(Refused) -> Outcome {
        guard request.head.method == "POST" else { return .answered(try greeting()) }
        let (verification, scheme) = try verify()
        if let wait = gate.wait(at: now) { throw Refused(429, "too many", "rate-of-source", retryAfter: wait) }
        let body = try body()
        let (headers, query) = (headers(), try query())
        // Most sources have no handshakes, and then there is nothing to be asked.
        if !gate.source.handshakes.isEmpty {
            let asked = HandshakeRequest(method: request.head.method, headers: headers, query: query, body: body)
            if let response = try handshake(asked, verification) { return .answered(response) }
        }
        guard ports.takesEvents() else { throw Refused(503, "not ready", "not-ready", retryAfter: .seconds(5)) }
        if gate.source.isBatch, body.kind == .array {
            guard body.count <= Self.longestBatch else { throw Refused(413, "too many events", "too-many-events") }
            guard body.count > 0 else {
                return .answered(IntakeAnswer.accepted([], isBatch: true, status: gate.source.answerStatus))
            }
            gate.charge(body.count - 1)
        }
        let events = gate.source.events(
            body: body,
            headers: headers,
            query: query,
            scheme: scheme,
            receivedAt: now,
            digest: { digest($0) }
        )
        return .events(events.map { table.routing.planned($0) })
    }

    /// More events than any sender puts into a request; they are stored all or none.
    private static let longestBatch = 1_000
}

// MARK: - Who sends it

extension Passage {
    private func verify() throws(Refused) -> (verification: Verification, scheme: Int) {
        let signed = SignedRequest(
            method: request.head.method,
            publicURL: table.publicURL,
            target: request.head.target,
            headers: fields,
            body: request.body
        )
        let verification = gate.verifier.verify(signed, at: now)
        switch verification {
        case .verified(let scheme, _): return (verification, scheme)
        case .rejected(let rejection):
            // One answer for whatever was wrong.
            throw Refused(gate.source.rejectionStatus, "not authorized", rejection.cause.rawValue)
        }
    }

    /// Answers a sender that asks whether anybody is here, where its preset knows how.
    private func greeting() throws(Refused) -> Response {
        guard request.head.method == "GET", gate.source.hasUnsignedHandshakes else { throw .method(gate) }
        if let wait = gate.greetingWait(at: now) {
            throw Refused(429, "too many", "rate-of-handshakes", retryAfter: wait)
        }
        let asked = HandshakeRequest(method: request.head.method, headers: headers(), query: try query())
        guard let response = try handshake(asked, nil) else { throw .method(gate) }
        return response
    }

    private func handshake(
        _ asked: HandshakeRequest,
        _ verification: Verification?
    ) throws(Refused) -> Response? {
        switch gate.source.handshake(asked, verification, gate.verifier, at: now) {
        case nil: return nil
        case .refused(let refusal): throw Refused(403, "not authorized", refusal.rawValue)
        case .answered(let answer):
            return Response(status: 200, fields: answer.headers.map { ($0.name, $0.value) }, body: answer.body)
        }
    }
}

// MARK: - What it says

extension Passage {
    private func query() throws(Refused) -> EventFields {
        guard let text = request.head.query, !text.isEmpty else { return .none }
        return EventFields(try form(text.utf8Span.span))
    }

    private func form(_ text: Span<UInt8>) throws(Refused) -> [(name: String, value: String)] {
        do throws(DecodingFault) {
            return try FormDecoding.pairs(in: text)
        } catch {
            throw Refused(400, "not a form", "not-a-form")
        }
    }

    /// The body as JSON; a form becomes an object of texts.
    private func body() throws(Refused) -> JSONValue {
        let (type, body) = (mediaType, request.body)
        // What is packed is signed as packed, and nothing here unpacks it.
        if let coding = fields["content-encoding"], coding.lowercased() != "identity" {
            throw Refused(415, "send it unpacked", "content-encoding")
        }
        if type == "application/x-www-form-urlencoded" { return try object(of: form(body.span)) }
        guard type == Self.json || type.hasSuffix("+json") || type == "text/plain" else {
            throw Refused(415, "send JSON", "media-type")
        }
        do throws(JSONError) {
            return try JSONDocument(body, duplicates: .lastWins).root
        } catch {
            throw Refused(400, "not JSON", "not-json")
        }
    }

    private var mediaType: String {
        guard let type = fields.slice(of: "content-type").first else { return Self.json }
        // Nearly all send just this: then no text is made of it, and none looked through by its characters.
        let json = Self.json
        if type.span.isEqual(to: json.utf8Span.span) { return json }
        return String(decoding: type, as: UTF8.self).mediaType
    }

    private static let json = "application/json"
    /// As many bytes as the headers of most events take.
    private static let usualHeaders = 512

    private func object(of fields: [(name: String, value: String)]) throws(Refused) -> JSONValue {
        var values: [String: [String]] = [:]
        for field in fields { values[field.name, default: []].append(field.value) }
        var writer = JSONWriter()
        writer.object { writer in
            var written: Set<String> = []
            for field in fields where written.insert(field.name).inserted {
                guard let texts = values[field.name], texts.count > 1 else {
                    writer.member(field.name, field.value)
                    continue
                }
                writer.member(field.name, texts)
            }
        }
        guard let document = try? JSONDocument(writer.bytes) else { throw Refused(400, "not a form", "not-a-form") }
        return document.root
    }

    /// The headers that an event has.
    private func headers() -> EventFields {
        var kept = EventFields.Builder(capacity: Self.usualHeaders)
        fields.forEachFirst { name, value in
            if gate.keeps(name) { kept.add(name, value) }
        }
        return kept.fields()
    }

    private func digest(_ bytes: [UInt8]) -> String {
        let digest = ports.digests.sha256(bytes.span)
        return Hexadecimal.text(digest.span)
    }
}

extension String {
    /// A media type without its parameters, in lower case.
    fileprivate var mediaType: String {
        String(prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }).lowercased()
    }
}
