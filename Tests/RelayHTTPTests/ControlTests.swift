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
            }
        )
    }

    @Test(arguments: [
        ("GET /ready", 200), ("GET /status", 200), ("POST /reload", 200), ("GET /reload", 404), ("POST /ready", 404),
        ("GET /", 404), ("POST /dead/dl_06f3k8m2q7a4d_0/replay", 200), ("POST /dead/dl_06f3k8m2q7a4d_0/discard", 200),
        ("POST /dead/dl_06f3k8m2q7a4d_0/eat", 404), ("POST /dead/nonsense/replay", 400), ("GET /dead/a/b", 404),
        ("POST /reload/forced", 200), ("POST /reload/other", 404), ("GET /../../etc/passwd", 404), ("GET /ready/", 200),
        ("DELETE /status", 404),
    ])
    func `answers what it knows, and 404 for the rest`(line: String, status: Int) async throws {
        #expect(try await ask(request(line), actions()).status == status)
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
