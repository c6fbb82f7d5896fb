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
        /// How the destinations stand, and what waits for each where that is to be counted.
        package let destinations: @Sendable (_ isCounting: Bool) async throws -> [UInt8]
        /// Pauses a destination, and says whether there is one of this name.
        package let pause: @Sendable (_ name: String, _ reason: String) async throws(StoreError) -> Bool
        /// Resumes a destination, and says whether there is one of this name.
        package let resume: @Sendable (_ name: String, _ ramp: Duration?) async throws(StoreError) -> Bool

        package init(
            isReady: @escaping @Sendable () async -> Bool,
            status: @escaping @Sendable () async throws -> [UInt8],
            reload: @escaping @Sendable (_ isForced: Bool) async -> ReloadOutcome,
            submit: @escaping @Sendable (StoreWrite) async throws(StoreError) -> StoreResult,
            destinations: @escaping @Sendable (_ isCounting: Bool) async throws -> [UInt8],
            pause: @escaping @Sendable (String, String) async throws(StoreError) -> Bool,
            resume: @escaping @Sendable (String, Duration?) async throws(StoreError) -> Bool
        ) {
            self.isReady = isReady
            self.status = status
            self.reload = reload
            self.submit = submit
            self.destinations = destinations
            self.pause = pause
            self.resume = resume
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
            case ("GET", 1, "destinations"): return Self.json(200, try await actions.destinations(true))
            case ("GET", 2, "destinations") where parts[1] == "standings":
                return Self.json(200, try await actions.destinations(false))
            case ("POST", 3, "destinations"): return try await stop(parts[1], parts[2], request.body)
            case ("POST", 1, "repair"): return try await repair(request.body)
            case ("POST", 3, "dead"): return try await change(parts[1], parts[2], request.head.query)
            case ("POST", 2, "attention") where parts[1] == "clear": return try await attended(request.head.query)
            default: return Self.unknown
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

    private func change(_ text: String, _ verb: String, _ query: String?) async throws(StoreError) -> Response {
        guard let id = DeliveryID(text: text) else { return Self.failure(400, "\(text) is no delivery") }
        switch verb {
        case "replay":
            guard let manner = Delivery.Replay(words: query ?? "") else { return Self.unknown }
            return Self.answer(try await actions.submit(.replay(id, manner)))
        case "discard" where query == nil: return Self.answer(try await actions.submit(.discard(id)))
        default: return Self.unknown
        }
    }

    /// Without a query all there is, else what it names.
    private func attended(_ query: String?) async throws(StoreError) -> Response {
        guard let query else { return Self.answer(try await actions.submit(.attended(nil))) }
        let pairs = (try? FormDecoding.pairs(in: query.utf8Span.span)) ?? []
        guard let kind = pairs.first(where: { $0.name == "kind" })?.value,
            let subject = pairs.first(where: { $0.name == "subject" })?.value
        else { return Self.failure(400, "name a kind and a subject") }
        return Self.answer(try await actions.submit(.attended(Attention.Name(kind: kind, subject: subject))))
    }

    /// Pauses or resumes a destination.
    private func stop(_ name: String, _ verb: String, _ body: [UInt8]) async throws(StoreError) -> Response {
        let settings = try? JSONDocument(body).root
        let isThere: Bool
        switch verb {
        case "pause": isThere = try await actions.pause(name, settings?["reason"]?.string ?? "")
        case "resume": isThere = try await actions.resume(name, settings?["ramp"]?.int.map { .seconds($0) })
        default: return Self.unknown
        }
        return isThere ? Self.json(200) { _ in } : Self.failure(404, "there is no destination \(name)")
    }

    private func repair(_ body: [UInt8]) async throws(StoreError) -> Response {
        guard let repair = Repair(json: body) else {
            return Self.failure(400, "this is nothing that this version of the relay can do: use the same for both")
        }
        return Self.answer(try await actions.submit(.repair(repair)))
    }

    private static var unknown: Response { failure(404, "there is no such thing to ask for") }

    private static func answer(_ result: StoreResult) -> Response {
        json(result.isRefusal ? 409 : 200) { result.writeMember(to: &$0) }
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
