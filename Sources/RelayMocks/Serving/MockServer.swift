package import CivilTime
package import HTTPServer
package import HTTPWire
import LinuxIO

/// Stand-ins as what a listener's requests are for: one listener serves them all, each below its name.
package struct MockServer: RequestHandler {
    private let standIns: Lock<StandIns>
    private let now: @Sendable () -> Timestamp
    private let emit: @Sendable ([Emission]) -> Void

    /// Serves stand-ins by the time that `now` tells; `emit` is handed the webhooks that leave because of a request,
    /// before its answer does, and must not hold its caller up.
    package init(
        _ standIns: StandIns,
        now: @escaping @Sendable () -> Timestamp,
        emit: @escaping @Sendable ([Emission]) -> Void = { _ in }
    ) {
        self.standIns = Lock(standIns)
        self.now = now
        self.emit = emit
    }

    /// Reaches the stand-ins between two requests.
    package func withStandIns<Result>(_ body: (inout StandIns) throws -> Result) rethrows -> Result {
        try standIns.withLock(body)
    }

    package func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission { .read() }

    package func respond(to request: ServerRequest) async -> Response {
        let moment = now()
        let answer = standIns.withLock { $0.answer(MockRequest(request), at: moment) }
        if !answer.emissions.isEmpty { emit(answer.emissions) }
        return Response(
            status: answer.status,
            fields: answer.headers.map { ($0.name, $0.value) },
            body: answer.body
        )
    }

    /// What the listener refused never reached a stand-in, and its sender has been told.
    package func refused(_ refusal: Refusal, from peer: PeerAddress) {}
}

extension MockRequest {
    fileprivate init(_ request: ServerRequest) {
        self.init(
            request.head.method,
            request.head.path,
            query: request.head.query,
            headers: request.head.fields.map { MockHeader($0.name, $0.value) },
            body: request.body
        )
    }
}
