package import CivilTime
package import HTTPServer
package import HTTPWire
import LinuxIO

/// Stand-ins as what a listener's requests are for: one listener serves them all, each below its name.
package struct MockServer: RequestHandler {
    private let standIns: Lock<StandIns>
    private let now: @Sendable () -> Timestamp
    private let emit: @Sendable ([Emission]) -> Void
    private let faults: Lock<FaultPlan>
    private let pause: @Sendable (Duration) async -> Void

    /// Serves stand-ins by the time that `now` tells; `emit` is handed the webhooks that leave because of a request,
    /// before its answer does, and must not hold its caller up. A plan with slow faults needs a `pause`.
    package init(
        _ standIns: StandIns,
        now: @escaping @Sendable () -> Timestamp,
        emit: @escaping @Sendable ([Emission]) -> Void = { _ in },
        faults: FaultPlan = FaultPlan(),
        pause: @escaping @Sendable (Duration) async -> Void = { _ in }
    ) {
        self.standIns = Lock(standIns)
        self.now = now
        self.emit = emit
        self.faults = Lock(faults)
        self.pause = pause
    }

    /// Reaches the stand-ins between two requests.
    package func withStandIns<Result>(_ body: (inout StandIns) throws -> Result) rethrows -> Result {
        try standIns.withLock(body)
    }

    package func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission { .read() }

    package func respond(to request: ServerRequest) async -> Response {
        // Whoever looks at what came is none of those that faults are for.
        let fault = StandIns.isLook(request.head.path) ? nil : faults.withLock { $0.next() }
        return await respond(to: request, meeting: fault)
    }

    /// Answers a request that meets this fault, or none, whatever the plan would have been.
    package func respond(to request: ServerRequest, meeting fault: MockFault?) async -> Response {
        switch fault {
        case nil: return Response(carryOut(request, fault: nil))
        case .refused(let status, let wait): return Response(refuse(request, status, wait))
        case .slow(let delay):
            // Done at once, and told of late: meanwhile its sender may give up and come again.
            let answer = carryOut(request, fault: fault)
            await pause(delay)
            return Response(answer)
        case .hanging(let time):
            // Listed before it hangs, so that one can see that it does.
            ignore(request, .hanging(time))
            await pause(time)
            return .silence
        case .dropped:
            ignore(request, .dropped)
            return .silence
        case .unanswered:
            _ = carryOut(request, fault: fault)
            return .silence
        case .cut:
            var response = Response(carryOut(request, fault: fault))
            response.isCut = true
            return response
        case .lie: return Response(carryOut(request, fault: fault))
        }
    }

    private func carryOut(_ request: ServerRequest, fault: MockFault?) -> MockAnswer {
        let moment = now()
        let answer = standIns.withLock { $0.answer(MockRequest(request), at: moment, fault: fault) }
        if !answer.emissions.isEmpty { emit(answer.emissions) }
        return answer
    }

    private func refuse(_ request: ServerRequest, _ status: Int, _ wait: Int?) -> MockAnswer {
        let moment = now()
        return standIns.withLock { $0.refuse(MockRequest(request), status, retryAfter: wait, at: moment) }
    }

    private func ignore(_ request: ServerRequest, _ fault: MockFault) {
        let moment = now()
        standIns.withLock { $0.ignore(MockRequest(request), fault, at: moment) }
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

extension Response {
    fileprivate init(_ answer: MockAnswer) {
        self.init(status: answer.status, fields: answer.headers.map { ($0.name, $0.value) }, body: answer.body)
    }
}
