import Foundation
import HTTPClient
import HTTPWire
import LinuxIO
import RelayTesting

/// A thread with a client's turns, for the length of a test.
///
/// `@unchecked Sendable`: the queue of jobs is behind its lock, and the client is used on the thread alone.
final class ClientLoop: TaskExecutor, @unchecked Sendable {
    let client: HTTPClient
    private let state = Lock(State())

    private struct State: Sendable {
        var jobs: [UnownedJob] = []
        var isEnding = false
        var pressedTurns = 0
    }

    init(_ reading: HTTPClient.Reading) throws {
        client = try HTTPClient(reading)
        _ = try LinuxIO.Thread(name: "client") { [self] in
            while turn() {}
        }
    }

    /// How many turns the client has asked for at once, though nothing happened.
    var pressedTurns: Int { state.withLock { $0.pressedTurns } }

    func stop() {
        state.withLock { $0.isEnding = true }
        client.wake()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        client.wake()
    }

    private func turn() -> Bool {
        let (jobs, isEnding) = state.withLock { state in
            defer { state.jobs = [] }
            return (state.jobs, state.isEnding)
        }
        for job in jobs { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
        if jobs.isEmpty, isEnding { return false }
        let left = client.deadline - SystemClock().monotonicTime()
        if left <= .zero { state.withLock { $0.pressedTurns += 1 } }
        client.turn(waitingAtMost: jobs.isEmpty ? min(max(.zero, left), .seconds(60)) : .zero)
        return true
    }
}

/// What a test says of a request.
struct Sent: Sendable {
    var method = "POST"
    var host = "127.0.0.1"
    var port: UInt16
    var path = "/"
    var body = "{}"
    var connectTimeout = Duration.seconds(10)
    var timeout = Duration.seconds(30)
    var answerLimit = 1 << 20

    init(_ server: ScriptedServer, _ method: String = "POST") {
        port = server.port
        self.method = method
    }

    init(port: UInt16) { self.port = port }

    func request(to origin: Origin) -> ClientRequest {
        let head = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        var request = ClientRequest(method, to: origin, bytes: Array((head + body).utf8))
        request.connectTimeout = connectTimeout
        request.timeout = timeout
        request.answerLimit = answerLimit
        return request
    }
}

/// Code that sends by a client, on its thread.
struct Caller: Sendable {
    let loop: ClientLoop
    var client: HTTPClient { loop.client }

    func send(_ sent: Sent) async -> ClientResult {
        await client.perform(sent.request(to: client.origin(host: sent.host, port: sent.port)))
    }
}

/// A client on a loop of its own, for the length of a test.
func withClient<Value: Sendable>(
    _ reading: HTTPClient.Reading = HTTPClient.Reading(),
    _ body: @Sendable (Caller) async throws -> Value
) async throws -> Value {
    let loop = try ClientLoop(reading)
    defer { loop.stop() }
    return try await withTaskExecutorPreference(loop) { try await body(Caller(loop: loop)) }
}

/// What became of one request, by a client of its own.
func result(of sent: Sent) async throws -> Outcome {
    try await withClient { Outcome(await $0.send(sent)) }
}

/// A result in a form that tests compare.
struct Outcome: Equatable, CustomStringConvertible {
    var status: Int?
    var text = ""
    var isCut = false
    var failure: ClientFailure?
    var wasSent = true

    init(_ status: Int, _ text: String = "", isCut: Bool = false) {
        self.status = status
        self.text = text
        self.isCut = isCut
    }

    init(_ failure: ClientFailure, wasSent: Bool = true) {
        self.failure = failure
        self.wasSent = wasSent
    }

    init(_ result: ClientResult) {
        switch result {
        case .answered(let answer):
            self.init(answer.status, String(decoding: answer.body, as: UTF8.self), isCut: answer.isCut)
        case .failed(let failure, let wasSent): self.init(failure, wasSent: wasSent)
        }
    }

    var description: String {
        if let failure { return "\(failure), \(wasSent ? "sent" : "not sent")" }
        return "\(status ?? 0) \(text.prefix(40))\(isCut ? ", cut" : "")"
    }
}
