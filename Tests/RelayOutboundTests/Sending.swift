import CivilTime
import Curl
import Foundation
import HTTPClient
import RelayCore
import RelayOutbound

/// What carries a request over plain HTTP.
enum Carrier: CaseIterable, Sendable {
    case own, libcurl
}

/// A sender on a loop of its own, for the length of a test.
func withSender<Value: Sendable>(
    by carrier: Carrier = .own,
    _ body: @Sendable (Caller, CurlLoop) async throws -> Value
) async throws -> Value {
    let client = carrier == .own ? try HTTPClient() : nil
    let loop = try CurlLoop(companion: client)
    defer { loop.stop() }
    return try await body(Caller(try OutboundSender(on: loop, client: client), loop), loop)
}

/// Sends requests one behind the other by one sender, without leaving its loop: on a busy machine too the next request
/// follows while a connection is young enough to be used again.
func answers(to requests: [OutgoingRequest], by carrier: Carrier = .own) async throws -> [Answer] {
    try await withSender(by: carrier) { sender, loop in
        await withTaskExecutorPreference(loop) { await sender.answers(to: requests) }
    }
}

/// Code on the sender's loop.
actor Caller {
    private let sender: OutboundSender
    private let loop: CurlLoop

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(_ sender: OutboundSender, _ loop: CurlLoop) {
        self.sender = sender
        self.loop = loop
    }

    nonisolated func cancelAll() { sender.cancelAll() }

    func send(_ request: OutgoingRequest) async -> Answer { await sender.send(request) }

    func masked(_ body: String, of outgoing: OutgoingRequest, keeping limit: Int) -> String {
        let bytes = sender.masked(Array(body.utf8), of: outgoing.request, outgoing.policy, keeping: limit)
        return String(decoding: bytes, as: UTF8.self)
    }

    func answers(to requests: [OutgoingRequest]) async -> [Answer] {
        var answers: [Answer] = []
        for request in requests { answers.append(await sender.send(request)) }
        return answers
    }
}

/// Sends one request, by a sender of its own.
func answer(to outgoing: OutgoingRequest, by carrier: Carrier = .own) async throws -> Answer {
    try await withSender(by: carrier) { sender, _ in await sender.send(outgoing) }
}

/// A policy of short times, so that a test of a time ends soon.
func policy(_ change: (inout SendPolicy) -> Void = { _ in }) -> SendPolicy {
    var policy = SendPolicy()
    change(&policy)
    return policy
}

func post(
    _ base: String,
    path: String = "/leads",
    query: [Request.Parameter] = [],
    headers: [Request.Parameter] = [],
    body: String = #"{"a":1}"#,
    _ policy: SendPolicy = SendPolicy()
) -> OutgoingRequest {
    let headers = [Request.Parameter("Content-Type", "application/json")] + headers
    return outgoing(
        Request(
            method: "POST",
            base: .plain(base),
            path: path,
            query: query,
            headers: headers,
            body: Array(body.utf8)
        ),
        policy
    )
}

func get(_ base: String, path: String = "/leads", _ policy: SendPolicy = SendPolicy()) -> OutgoingRequest {
    outgoing(Request(method: "GET", base: .plain(base), path: path), policy)
}

func outgoing(_ request: Request, _ policy: SendPolicy = SendPolicy()) -> OutgoingRequest {
    OutgoingRequest(request, policy: policy, id: "dl_01", sentAt: Timestamp(seconds: 1_771_612_789) ?? .earliest)
}

/// What came of a send, in a form that tests compare.
struct Outcome: Equatable, CustomStringConvertible {
    var status: Int?
    var failure = ""
    var wasSent = true

    init(status: Int) { self.status = status }

    init(_ failure: SendFailure, wasSent: Bool) {
        self.failure = failure.rawValue
        self.wasSent = wasSent
    }

    init(_ answer: Answer) {
        status = answer.status
        failure = answer.failure
        wasSent = answer.wasSent
    }

    var description: String { status.map { "\($0)" } ?? "\(failure), \(wasSent ? "sent" : "not sent")" }
}
