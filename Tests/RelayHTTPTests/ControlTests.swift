import Foundation
import HTTPServer
import LinuxIO
import RelayCore
import RelayHTTP
import RelayTesting
import Testing

@Suite("The operator's door")
struct ControlTests {
    private func ask(_ text: String, _ actions: ControlHandler.Actions) async throws -> Answer {
        let path = FileManager.default.temporaryDirectory.appending(path: "door-\(UUID().uuidString.prefix(8))").path()
        let loop = try EventLoop(name: "control")
        defer { loop.stop() }
        let configuration = HTTPServerConfiguration(endpoints: [.init(.local(path: path))])
        let server = try HTTPServer(configuration, on: [loop], handler: ControlHandler(actions))
        return try await withThrowingTaskGroup { group in
            group.addTask(executorPreference: loop) { await server.run() }
            defer { group.cancelAll() }
            return try Answer(await elsewhere { try LocalExchange.ask(Array(text.utf8), at: path) })
        }
    }

    private func request(_ line: String) -> String {
        "\(line) HTTP/1.1\r\nHost: leadrelay\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    }

    private func actions(
        isReady: Bool = true,
        reload: ControlHandler.ReloadOutcome = .adopted(fingerprint: "f", ended: 3),
        failure: StoreError? = nil,
        result: StoreResult = .done
    ) -> ControlHandler.Actions {
        ControlHandler.Actions(
            isReady: { isReady },
            status: {
                if let failure { throw failure }
                return Array("{}".utf8)
            },
            reload: { isForced in isForced ? .adopted(fingerprint: "forced", ended: 3) : reload },
            submit: { _ async throws(StoreError) -> StoreResult in
                if let failure { throw failure }
                return result
            },
            destinations: { _ in Array("{}".utf8) },
            pause: { name, reason in name == "crm" && reason == "moving" },
            resume: { name, ramp in name == "crm" && ramp == .seconds(300) }
        )
    }

    @Test(arguments: [
        ("GET /destinations", 200), ("GET /destinations/standings", 200), ("GET /destinations/crm", 404),
        ("POST /destinations/crm/pause", 404), ("POST /destinations/crm/stop", 404),
        ("GET /ready", 200), ("GET /status", 200), ("POST /reload", 200), ("GET /reload", 404), ("POST /ready", 404),
        ("GET /", 404), ("POST /dead/dl_06f3k8m2q7a4d_0/replay", 200), ("POST /dead/dl_06f3k8m2q7a4d_0/discard", 200),
        ("POST /dead/dl_06f3k8m2q7a4d_0/replay?even-if-stale", 200),
        ("POST /dead/dl_06f3k8m2q7a4d_0/replay?even-if-stale&as-sent", 200), ("GET /repair", 404),
        ("POST /dead/dl_06f3k8m2q7a4d_0/discard?now", 404), ("POST /dead/dl_06f3k8m2q7a4d_0/replay?now", 404),
        ("POST /dead/dl_06f3k8m2q7a4d_0/eat", 404), ("POST /dead/nonsense/replay", 400), ("GET /dead/a/b", 404),
        ("POST /reload/forced", 200), ("POST /reload/other", 404), ("GET /../../etc/passwd", 404), ("GET /ready/", 200),
        ("DELETE /status", 404), ("POST /attention/clear", 200), ("POST /attention/clear?kind=a&subject=b%20c", 200),
        ("POST /attention/clear?kind=a", 400), ("POST /attention/look", 404), ("GET /attention/clear", 404),
    ])
    func `answers what it knows, and 404 for the rest`(line: String, status: Int) async throws {
        #expect(try await ask(request(line), actions()).status == status)
    }

    @Test(arguments: [
        ("pause", #"{"reason":"moving"}"#, 200), ("resume", #"{"ramp":300}"#, 200), ("resume", "{", 404),
    ])
    func `pauses and resumes a destination as it is told`(verb: String, body: String, status: Int) async throws {
        let head = "POST /destinations/crm/\(verb) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: "
        #expect(try await ask("\(head)\(body.utf8.count)\r\n\r\n\(body)", actions()).status == status)
    }

    @Test func `hands on what is to be mended, and refuses what it does not understand`() async throws {
        func post(_ body: [UInt8], _ result: StoreResult) async throws -> Answer {
            let head = "POST /repair HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: \(body.count)\r\n\r\n"
            return try await ask(head + String(decoding: body, as: UTF8.self), actions(result: result))
        }
        let begun = try await post(Repair.begin(ReplayOrder(LetterFilter(), by: "x")).json, .began(ReplayJobID(3)))
        #expect(begun.status == 200 && begun.body == #"{"job":"rj_3"}"#)
        #expect(try await post(Repair.stop(ReplayJobID(3)).json, .done).status == 200)
        #expect(try await post(Repair.stop(ReplayJobID(3)).json, .refused(Reason("done"))).status == 409)
        #expect(try await post(Array("{}".utf8), .done).status == 400)
    }

    @Test(arguments: ["garbage\r\n\r\n", "GET /ready HTTP/1.1\r\n\r\n", "\u{0}\u{1}\r\n\r\n"])
    func `refuses what is no request`(text: String) async throws {
        #expect(try await ask(text, actions()).status == 400)
    }

    @Test func `tells why not`() async throws {
        let refused = try await ask(request("POST /reload"), actions(reload: .refused(["line 1", "line 2"])))
        #expect(refused.status == 409 && refused.body == #"{"problems":["line 1","line 2"]}"#)
        let forced = try await ask(request("POST /reload/forced"), actions(reload: .refused(["line 1"])))
        #expect(forced.status == 200 && forced.body == #"{"configuration":"forced","ended":3}"#)
        let error = StoreError(.full, "store events", fact: "no room", remedy: "make some")
        for line in ["GET /status", "POST /dead/dl_06f3k8m2q7a4d_0/replay"] {
            let failed = try await ask(request(line), actions(failure: error))
            #expect(failed.status == 503 && failed.body.contains("no room"))
        }
        #expect(try await ask(request("GET /ready"), actions(isReady: false)).status == 503)
        let reason = Reason("not-dead", detail: "it waits", remedy: "wait too")
        let unchanged = try await ask(
            request("POST /dead/dl_06f3k8m2q7a4d_0/replay"),
            actions(result: .refused(reason))
        )
        #expect(unchanged.status == 409 && unchanged.body == #"{"error":"it waits. wait too"}"#)
    }
}
