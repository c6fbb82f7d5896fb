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

    private static let faults: [(MockFault, Int?, Int, listed: String)] = [
        (.refused(status: 503, retryAfter: 4), 503, 0, #""status":503,"fault":"503:retry-after=4"}"#),
        (.slow(.seconds(9)), 200, 1, #""status":200,"fault":"slow=9s"}"#),
        (.hanging(.seconds(9)), nil, 0, #""status":null,"fault":"hang=9s"}"#),
        (.dropped, nil, 0, #""status":null,"fault":"drop"}"#),
        (.unanswered, nil, 1, #""status":null,"fault":"lost"}"#),
        (.cut, nil, 1, #""status":200,"fault":"cut"}"#), (.lie, 200, 1, #""status":200,"fault":"lie"}"#),
    ]

    @Test(arguments: faults)
    func `a fault that is asked for meets a request, which is listed with it`(
        fault: MockFault,
        status: Int?,
        carriedOut: Int,
        listed: String
    ) async throws {
        let watched = Lock<[StandIns.Judged]>([])
        let paused = Lock<[Duration]>([])
        let standIns = StandIns([HTTPMock()], watch: { judged in watched.withLock { $0.append(judged) } })
        let server = MockServer(
            standIns,
            now: { .noon },
            faults: FaultPlan([FaultPlan.Entry(fault, perMille: 1_000)]),
            pause: { time in paused.withLock { $0.append(time) } }
        )
        try await Self.withServer(server) { base in
            let answer = try? await Self.ask("POST", base.appending(path: "http/x"), "{}")
            #expect(answer?.0 == status)
            let (_, list) = try await Self.ask("GET", base.appending(path: "_received"))
            #expect(list.contains(#""number":1,"#) && list.contains(listed), "\(list)")
        }
        // Whoever loses its connection may ask again by itself.
        let judged = watched.withLock { $0 }
        #expect(judged.allSatisfy { $0.fault == fault })
        #expect(judged.contains { $0.status == 200 } == (carriedOut > 0))
        switch fault {
        case .slow, .hanging: #expect(paused.withLock { $0 }.contains(.seconds(9)))
        case .refused, .dropped, .unanswered, .cut, .lie: #expect(paused.withLock { $0 } == [])
        }
    }

    @Test func `a slow answer is to what was carried out before, so that an echo may come first`() async throws {
        let steps = Lock<[String]>([])
        let server = MockServer(
            StandIns([SendpilotMockTests.mock()]),
            now: { .noon },
            emit: { _ in steps.withLock { $0.append("emitted") } },
            faults: FaultPlan([FaultPlan.Entry(.slow(.seconds(9)), perMille: 1_000)]),
            pause: { _ in steps.withLock { $0.append("paused") } }
        )
        try await Self.withServer(server) { base in
            let url = base.appending(path: "sendpilot/v1/leads/lead_abc123/status")
            let answer = try await Self.ask("PATCH", url, #"{"status":"DONE"}"#)
            #expect(answer.0 == 200)
        }
        #expect(steps.withLock { $0.prefix(2) } == ["emitted", "paused"])
    }

    @Test func `faults meet as many requests as they are asked to, the same with the same seed`() {
        let entries = [FaultPlan.Entry(.dropped, perMille: 100), FaultPlan.Entry(.unanswered, perMille: 50)]
        func drawn(_ seed: UInt64) -> [MockFault?] {
            var plan = FaultPlan(entries, seed: seed)
            return (0..<10_000).map { _ in plan.next() }
        }
        let first = drawn(1)
        #expect((850...1_150).contains(first.count { $0 == .dropped }))
        #expect((400...600).contains(first.count { $0 == .unanswered }))
        #expect(drawn(1) == first && drawn(2) != first)
    }
}
