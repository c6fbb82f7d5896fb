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

    /// The world as the intake sees it.
    package struct Ports: Sendable {
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
        current = Lock(table)
    }

    /// Puts another configuration in force; a request that is being read keeps to the one it began with.
    package func adopt(_ table: IntakeTable) {
        current.withLock { $0 = table }
    }

    // MARK: Before the body

    package func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission {
        let table = current.withLock { $0 }
        if Self.isHealth(head.path) { return .read(bodyLimit: 0) }
        guard let gate = table.gate(at: head.path) else {
            return refuse(head, peer, IntakeAnswer.refused(404, "no such source"), "unknown-source")
        }
        switch head.method {
        case "POST": return .read(bodyLimit: nil)
        case "GET", "HEAD": return .read(bodyLimit: 0)
        default: return refuse(head, peer, IntakeAnswer.refused(405, "use POST"), "method", gate)
        }
    }

    package func refused(_ refusal: Refusal, from peer: PeerAddress) {
        ports.rejections.add(
            RejectedRequest(
                at: ports.now(),
                peer: peer.description,
                path: "",
                source: "",
                status: refusal.status ?? 0,
                cause: refusal.word
            )
        )
    }

    private func refuse(
        _ head: RequestHead,
        _ peer: PeerAddress,
        _ response: Response,
        _ cause: String,
        _ gate: SourceGate? = nil
    ) -> Admission {
        reject(head, peer, response.status, cause, gate)
        return .refuse(response)
    }

    private func reject(_ head: RequestHead, _ peer: PeerAddress, _ status: Int, _ cause: String, _ gate: SourceGate?) {
        let rejection = RejectedRequest(
            at: ports.now(),
            peer: peer.description,
            path: head.path,
            source: gate?.source.name ?? "",
            status: status,
            cause: cause
        )
        ports.rejections.add(rejection)
        ports.log.write(
            .debug,
            "request refused",
            [
                "source": .string(rejection.source), "path": .string(rejection.path), "peer": .string(rejection.peer),
                "status": .int(status), "cause": .string(cause),
            ]
        )
    }

    // MARK: With the body

    package func respond(to request: ServerRequest) async -> Response {
        if Self.isHealth(request.head.path) { return await health(request.head.path) }
        let table = current.withLock { $0 }
        guard let gate = table.gate(at: request.head.path) else { return IntakeAnswer.refused(404, "no such source") }
        do throws(Refused) {
            let passage = Passage(request, gate, table, ports)
            switch try passage.outcome() {
            case .answered(let response): return response
            case .events where !ports.takesEvents():
                throw Refused(503, "not ready", "not-ready", retryAfter: .seconds(5))
            case .events(let events, let isBatch): return try await store(events, isBatch: isBatch, gate)
            }
        } catch {
            reject(request.head, request.peer, error.response.status, error.cause, gate)
            return error.response
        }
    }

    private func store(_ events: [NewEvent], isBatch: Bool, _ gate: SourceGate) async throws(Refused) -> Response {
        do throws(StoreError) {
            guard case .accepted(let receipts) = try await ports.committer.submit(.accept(events)) else {
                preconditionFailure("an acceptance is answered by receipts")
            }
            return IntakeAnswer.accepted(receipts, isBatch: isBatch, status: gate.source.answerStatus)
        } catch {
            ports.log.write(
                .error,
                "event not stored",
                ["source": .string(gate.source.name), "error": .string("\(error)")]
            )
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

    init(_ status: Int, _ word: StaticString, _ cause: String, retryAfter: Duration? = nil) {
        response = IntakeAnswer.refused(status, word, retryAfter: retryAfter)
        self.cause = cause
    }
}
