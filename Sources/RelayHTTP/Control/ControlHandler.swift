package import HTTPServer
package import HTTPWire
import JSON
package import RelayCore

/// The operator's door: a socket in the data folder, for the commands that change something while a node runs.
package struct ControlHandler: RequestHandler {
    private let actions: Actions

    /// What can be asked of a node; each answers with JSON.
    package struct Actions: Sendable {
        package let isReady: @Sendable () async -> Bool
        package let status: @Sendable () async throws -> [UInt8]
        package let reload: @Sendable (_ isForced: Bool) async -> ReloadOutcome
        package let submit: @Sendable (StoreWrite) async throws(StoreError) -> StoreResult

        package init(
            isReady: @escaping @Sendable () async -> Bool,
            status: @escaping @Sendable () async throws -> [UInt8],
            reload: @escaping @Sendable (_ isForced: Bool) async -> ReloadOutcome,
            submit: @escaping @Sendable (StoreWrite) async throws(StoreError) -> StoreResult
        ) {
            self.isReady = isReady
            self.status = status
            self.reload = reload
            self.submit = submit
        }
    }

    /// What came of reading the routes file again.
    package enum ReloadOutcome: Sendable {
        /// With how many deliveries became dead letters, because their sends are gone.
        case adopted(fingerprint: String, ended: Int)
        /// Nothing has changed, and these lines say why.
        case refused([String])
    }

    package init(_ actions: Actions) {
        self.actions = actions
    }

    package func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission { .read(bodyLimit: 64 << 10) }
    package func refused(_ refusal: Refusal, from peer: PeerAddress) {}

    package func respond(to request: ServerRequest) async -> Response {
        let parts = request.head.path.split(separator: "/").map { String($0) }
        do {
            switch (request.head.method, parts.count, parts.first) {
            case ("GET", 1, "ready"):
                return await actions.isReady() ? Self.json(200) { _ in } : Self.failure(503, "the relay is not ready")
            case ("GET", 1, "status"): return Self.json(200, try await actions.status())
            case ("POST", 1, "reload"): return await reload(isForced: false)
            case ("POST", 2, "reload") where parts[1] == "forced": return await reload(isForced: true)
            case ("POST", 3, "dead"): return try await change(parts[1], parts[2])
            default: return Self.failure(404, "there is no such thing to ask for")
            }
        } catch {
            return Self.failure(503, "\(error)")
        }
    }

    private func reload(isForced: Bool) async -> Response {
        switch await actions.reload(isForced) {
        case .adopted(let fingerprint, let ended):
            return Self.json(200) {
                $0.member("configuration", fingerprint)
                $0.member("ended", ended)
            }
        case .refused(let lines):
            return Self.json(409) { $0.member("problems", lines) }
        }
    }

    private func change(_ text: String, _ verb: String) async throws(StoreError) -> Response {
        guard let id = DeliveryID(text: text) else { return Self.failure(400, "\(text) is no delivery") }
        switch verb {
        case "replay": return Self.answer(try await actions.submit(.replay(id)))
        case "discard": return Self.answer(try await actions.submit(.discard(id)))
        default: return Self.failure(404, "there is no such thing to ask for")
        }
    }

    private static func answer(_ result: StoreResult) -> Response {
        if case .refused(let reason) = result {
            let fact = reason.detail.isEmpty ? reason.cause : reason.detail
            return failure(409, reason.remedy.isEmpty ? fact : "\(fact). \(reason.remedy)")
        }
        return json(200) { _ in }
    }

    private static func failure(_ status: Int, _ text: String) -> Response {
        json(status) { $0.member("error", text) }
    }

    private static func json(_ status: Int, _ body: (inout JSONWriter) -> Void) -> Response {
        var writer = JSONWriter()
        writer.object(body)
        return json(status, writer.bytes)
    }

    private static func json(_ status: Int, _ bytes: [UInt8]) -> Response {
        Response(status: status, fields: [("Content-Type", "application/json")], body: bytes)
    }
}
