import CEL
import JSON
import RelayCore
import RelayMocks
import RelayRoutes
import Testing

/// A call of a contract, rendered by the relay's own code, asked of a stand-in and judged by the contract's own rules.
struct ContractTrial {
    let table: RouteTable
    let send: Send
    let event: Event

    /// The key that the trials show; a stand-in that wants to see it is given the same.
    static let key = "the-right-key"

    /// What came of it.
    struct Outcome {
        let verdict: Verdict
        let status: Int
        let body: JSONValue?
        /// What the contract says of successful answers, and this one is not; nil where it fits.
        let misfit: SchemaViolation?
        let text: String
    }

    init(
        _ api: String,
        _ call: String,
        with fields: String,
        settings: String = "",
        catalogue: Catalogue = .embedded
    ) throws {
        let account = api == "http" ? #""base": "http://127.0.0.1:1""# : #""key": { "env": "KEY" }"#
        let text = """
            { "version": 1, "sources": { "crm": { "preset": "none", "path": "/crm" } },
              "destinations": { "one": { "api": "\(api)", \(account)\(settings) } },
              "routes": [{ "name": "only", "from": "crm", "on": "*",
                           "send": [{ "to": "one", "call": "\(call)", "with": \(fields) }] }] }
            """
        let read = RoutesFile.read(Array(text.utf8))
        let file = try #require(read.file, "\(read.findings)")
        let built = RouteTableBuilder.build(file, catalogue: catalogue, base: Environment())
        table = built.table
        send = try #require(table.routes.first??.sends.first, "\(built.findings)")
        event = Event(
            id: "evt_1",
            source: "crm",
            type: "deal",
            lead: "lead_1",
            receivedAt: .noon,
            body: try JSONDocument("{}").root
        )
    }

    /// Asks as the relay does: a record that is written as a whole is read first.
    func ask(_ api: inout any MockAPI) throws -> Outcome {
        switch try table.render(send, for: event, key: "dl_1") {
        case .skipped: throw Skipped()
        case .request(let request): return try ask(request, of: &api)
        case .merge(let change):
            let record = try JSONDocument(answer(to: change.read, of: &api).body).root
            return try ask(change.request(over: record), of: &api, read: record)
        }
    }

    struct Skipped: Error {}

    private func ask(_ request: Request, of api: inout any MockAPI, read: JSONValue? = nil) throws -> Outcome {
        let answer = Answer(answer(to: request, of: &api))
        let asked = AnswerContext.AskedRequest(request, path: table.pathFields(of: send, for: event))
        let verdict = send.destination.rules(for: send.call).judge(answer, AnswerContext(asked, read: read))
        let isSuccess = (200..<300).contains(answer.status ?? 0)
        let misfit = isSuccess ? answer.body.flatMap { send.call.answer?.violation(of: $0) } : nil
        return Outcome(
            verdict: verdict,
            status: answer.status ?? 0,
            body: answer.body,
            misfit: misfit,
            text: answer.text
        )
    }

    /// Whether a read shows that the lead has what the call writes, as "readBeforeWrite" would ask.
    func isAlreadySo(_ api: inout any MockAPI) throws -> Bool {
        let inquiry = try #require(table.priorRead(of: send, for: event))
        let condition = try #require(send.priorRead?.condition)
        let answer = Answer(answer(to: inquiry.request, of: &api))
        guard case .request(let write) = try table.render(send, for: event, key: "dl_1") else { return false }
        let asked = AnswerContext.AskedRequest(write, path: table.pathFields(of: send, for: event))
        return condition.holds(answer, AnswerContext(asked, read: answer.body))
    }

    private func answer(to request: Request, of api: inout any MockAPI) -> MockAnswer {
        api.answer(MockRequest(request), at: .noon)
    }
}

extension MockRequest {
    /// The request as it arrives: its base has a path too, and its secrets are the one right key.
    fileprivate init(_ request: Request) {
        let query = request.query.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value.text))" }
        self.init(
            request.method,
            request.base.text.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
                .map { "/" + $0 }.joined() + request.path,
            query: query.isEmpty ? nil : query.joined(separator: "&"),
            headers: request.headers.map { MockHeader($0.name, $0.value.text) },
            body: request.body ?? []
        )
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            let digits = String(byte, radix: 16)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
        }
        .joined()
    }
}

extension Sensitive {
    fileprivate var text: String {
        switch self {
        case .plain(let text): text
        case .secret(_, let prefix): prefix + ContractTrial.key
        }
    }
}

extension Answer {
    fileprivate init(_ answer: MockAnswer) {
        let headers = answer.headers.map { ($0.name.lowercased(), $0.value) }
        self.init(status: answer.status, headers: Dictionary(headers) { $1 }, bytes: answer.body)
    }
}
