import CivilTime
import Foundation
import FoundationNetworking
import HTTPServer
import LinuxIO
import RelayMocks
import Testing

@Suite("Stand-ins over real sockets", .timeLimit(.minutes(10)))
struct MockServerTests {
    /// Runs the body with the base URL of a server, and ends that.
    private static func withServer(_ server: MockServer, _ body: (URL) async throws -> Void) async throws {
        let loops = try EventLoop.start(count: 1)
        defer { for loop in loops { loop.stop() } }
        let address = try #require(SocketAddress("127.0.0.1:0"))
        let listener = try HTTPServer(HTTPServerConfiguration(endpoints: [.init(address)]), on: loops, handler: server)
        let base = try #require(URL(string: "http://\(listener.addresses[0])"))
        try await withThrowingTaskGroup { group in
            group.addTask { await listener.run() }
            defer { group.cancelAll() }
            try await body(base)
        }
    }

    private static func ask(_ method: String, _ url: URL, _ body: String? = nil) async throws -> (Int?, String) {
        var request = URLRequest(url: url)
        request.httpMethod = method
        // On a machine with much else to do an answer may take its time.
        request.timeoutInterval = 600
        request.httpBody = body.map { Data($0.utf8) }
        request.setValue("k", forHTTPHeaderField: "X-API-Key")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let (data, response) = try await URLSession.shared.data(for: request)
        return ((response as? HTTPURLResponse)?.statusCode, String(decoding: data, as: UTF8.self))
    }

    @Test func `one listener serves all, and lists what came`() async throws {
        let apis: [any MockAPI] = [LeadTrackrMock(), OctanistMock(), LeadpingMock(), SendpilotMock(), HTTPMock()]
        try await Self.withServer(MockServer(StandIns(apis), now: { .noon })) { base in
            let update = base.appending(path: "leadtrackr/api/leads/updateLeadStatus")
            let (status, text) = try await Self.ask("POST", update, #"{"leadId":1001,"conversionId":"lost"}"#)
            #expect(status == 201 && text.contains(#""leadId":1001"#))
            #expect(try await Self.ask("PATCH", base.appending(path: "octanist/api/leads"), "{}").0 == 400)
            #expect(try await Self.ask("GET", base.appending(path: "leadping/leads/x")).0 == 401)
            #expect(try await Self.ask("GET", base.appending(path: "sendpilot/v1/leads/x")).0 == 404)
            #expect(try await Self.ask("POST", base.appending(path: "http/x"), "{}").0 == 200)
            let (_, list) = try await Self.ask("GET", base.appending(path: "_received"))
            #expect(list.contains(#""number":5,"#) && list.contains("<secret>"))
            #expect(try await Self.ask("DELETE", base.appending(path: "_received")).0 == 204)
            #expect(try await Self.ask("GET", base.appending(path: "_received")).1 == "[]")
        }
    }

    @Test func `webhooks are handed on when a status changes`() async throws {
        let emitted = Lock<[Emission]>([])
        let mock = SendpilotMock()
        let id = try #require(mock.leads.first?.id)
        let server = MockServer(StandIns([mock]), now: { .noon }, emit: { more in emitted.withLock { $0 += more } })
        try await Self.withServer(server) { base in
            let url = base.appending(path: "sendpilot/v1/leads/\(id)/status")
            let answer = try await Self.ask("PATCH", url, #"{"status":"DONE"}"#)
            #expect(answer.0 == 200)
            let events = emitted.withLock { $0.map(\.event) }
            #expect(events == ["lead.updated"])
            let status = server.withStandIns { $0.withMock(SendpilotMock.self) { $0.leads[0].status } }
            #expect(status == "DONE")
        }
    }
}
