package import CivilTime
package import HTTPServer
package import HTTPWire
import JSON
import LinuxIO
package import RelayCore
package import RelayLog
import RelayRoutes

/// The public door: takes webhooks in, and answers 2xx only for what is on disk.
package final class Intake: RequestHandler {
    private let ports: Ports
    private let current: Lock<IntakeTable>
    package let notes: IntakeNotes

    /// The world as the intake sees it.
    package final class Ports: Sendable {
        package let committer: any Committer
        package let rejections: Rejections
        package let digests: any Digests
        package let now: @Sendable () -> Timestamp
        /// Whether events are taken at all.
        package let takesEvents: @Sendable () -> Bool
        /// Whether events can be stored and will be delivered.
        package let isReady: @Sendable () async -> Bool
        package let log: Log

        package init(
            committer: any Committer,
            rejections: Rejections,
            digests: any Digests,
            now: @escaping @Sendable () -> Timestamp,
            takesEvents: @escaping @Sendable () -> Bool,
            isReady: @escaping @Sendable () async -> Bool,
            log: Log
        ) {
            self.committer = committer
            self.rejections = rejections
            self.digests = digests
            self.now = now
            self.takesEvents = takesEvents
            self.isReady = isReady
            self.log = log
        }
    }

    package init(_ table: IntakeTable, _ ports: Ports) {
        self.ports = ports
        notes = IntakeNotes(ports.committer, ports.log)
        current = Lock(table)
    }

    /// Puts another configuration in force, for every request whose body is not read to its end by now.
    package func adopt(_ table: IntakeTable) {
        current.withLock { $0 = table }
    }

    // MARK: Before the body

    package func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission {
        let (path, method) = (head.path, head.method)
        if Self.isHealth(path) {
            if method == "GET" || method == "HEAD" { return .read(bodyLimit: 0) }
            return refuse(head, peer, IntakeAnswer.refused(405, "use GET", allow: "GET, HEAD"), "method")
        }
        let table = current.withLock { $0 }
        guard let gate = table.gate(at: path) else {
            return refuse(head, peer, IntakeAnswer.refused(404, "no such source"), table.absence(at: path))
        }
        if method == "POST" { return .read(bodyLimit: nil) }
        if method == "GET", gate.source.hasUnsignedHandshakes { return .read(bodyLimit: 0) }
        return refuse(head, peer, Refused.method(gate).response, "method", gate)
    }

    package func refused(_ refusal: Refusal, from peer: PeerAddress) {
        note(path: "", source: "", peer, status: refusal.status ?? 0, refusal.word)
    }

    private func refuse(
        _ head: RequestHead,
        _ peer: PeerAddress,
        _ response: Response,
        _ cause: String,
        _ gate: SourceGate? = nil
    ) -> Admission {
        note(path: head.path, source: gate?.source.name ?? "", peer, status: response.status, cause)
        return .refuse(response)
    }

    private func note(
        path: String,
        source: String,
        _ peer: PeerAddress,
        status: Int,
        _ cause: String,
        body: [UInt8] = []
    ) {
        let rejection = RejectedRequest(
            at: ports.now(),
            peer: peer.description,
            // Of somebody who may be anybody.
            path: String(decoding: path.utf8.prefix(Self.longestPath), as: UTF8.self),
            source: source,
            status: status,
            cause: cause,
            body: body
        )
        ports.rejections.add(rejection)
        log(rejection)
    }

    private static let longestPath = 256
    /// Enough to see what somebody sent, and a bound for what the list of refused requests takes.
    private static let longestBody = 16 << 10

    private func log(_ rejection: RejectedRequest) {
        ports.log.write(
            .debug,
            "request refused",
            [
                "source": .string(rejection.source), "path": .string(rejection.path), "peer": .string(rejection.peer),
                "status": .int(rejection.status), "cause": .string(rejection.cause),
            ]
        )
    }

    // MARK: With the body

    package func respond(to request: ServerRequest) async -> Response {
        let path = request.head.path
        if Self.isHealth(path) { return await health(path) }
        let table = current.withLock { $0 }
        guard let gate = table.gate(at: path) else {
            // It was there when the head came.
            note(path: path, source: "", request.peer, status: 404, table.absence(at: path))
            return IntakeAnswer.refused(404, "no such source")
        }
        do throws(Refused) {
            switch try Passage(request, gate, table, ports).outcome() {
            case .answered(let response): return response
            case .events(let events): return try await store(events, gate)
            }
        } catch {
            let body = table.keepsRejectedBodies ? Array(request.body.prefix(Self.longestBody)) : []
            let status = error.response.status
            note(path: path, source: gate.source.name, request.peer, status: status, error.cause, body: body)
            return error.response
        }
    }

    private func store(_ events: [NewEvent], _ gate: SourceGate) async throws(Refused) -> Response {
        do throws(StoreError) {
            guard case .accepted(let receipts) = try await ports.committer.submit(.accept(events)) else {
                preconditionFailure("an acceptance is answered by receipts")
            }
            for index in events.indices {
                guard !receipts[index].isDuplicate, !receipts[index].isEcho else { continue }
                notes.add(holdersOf: events[index], receipts[index].number)
                if let told = events[index].unmapped { notes.add(told) }
                if events[index].event.isAheadOfTime { notes.add(Attention(aheadOfTime: events[index].event)) }
            }
            return IntakeAnswer.accepted(receipts, isBatch: gate.source.isBatch, status: gate.source.answerStatus)
        } catch {
            // Told once by whoever owns the store, and not for each event that it fails.
            let wait = Duration.seconds(error.code == .busy ? 1 : 15)
            throw Refused(503, "not stored", error.code.rawValue, retryAfter: wait)
        }
    }

    // MARK: Health

    private static func isHealth(_ path: String) -> Bool { path == "/healthz" || path == "/readyz" }

    private func health(_ path: String) async -> Response {
        guard path == "/readyz", await !ports.isReady() else {
            return Response(status: 200, fields: Self.text, body: Self.ok)
        }
        return IntakeAnswer.refused(503, "not ready", retryAfter: .seconds(5))
    }

    private static let text = [("Content-Type", "text/plain; charset=utf-8")]
    private static let ok = Array("ok\n".utf8)
}

/// Why a request does not become an event: what its sender is told, and what only the operator sees.
struct Refused: Error {
    let response: Response
    let cause: String

    init(_ status: Int, _ word: StaticString, _ cause: String, retryAfter: Duration? = nil, allow: String? = nil) {
        response = IntakeAnswer.refused(status, word, retryAfter: retryAfter, allow: allow)
        self.cause = cause
    }

    static func method(_ gate: SourceGate) -> Refused {
        let allowed = gate.source.hasUnsignedHandshakes ? "GET, POST" : "POST"
        return Refused(405, "use POST", "method", allow: allowed)
    }
}
