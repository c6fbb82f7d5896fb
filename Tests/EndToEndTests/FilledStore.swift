import CivilTime
import Foundation
import JSON
import RelayCore
import RelayStore
import RelayTesting

/// A data folder with a little of everything in it, and a shell to read it; it goes when the test ends.
final class FilledStore {
    let folder: URL
    let store: SQLiteStore
    private(set) var numbers: [EventNumber] = []

    /// An hour of 2026-02-20.
    private static func moment(_ second: Int64) -> Timestamp {
        Timestamp(microseconds: (1_771_612_800 + second) * 1_000_000)
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "reports-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SQLiteStore(StoreFile(folder.appending(path: "leadrelay.db").path()))
        try fill()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Runs a line of bash in which `$D` is the folder, and `$E0` and so on are the ids of the events.
    func shell(_ line: String) async throws -> BuiltProgram.Outcome {
        let ids = numbers.enumerated().map {
            "E\($0.offset)=\($0.element.text); I\($0.offset)=\($0.element.text.dropFirst(3))"
        }
        return try await BuiltProgram.shell("D=\(folder.path()); cd $D; \(ids.joined(separator: "; "))\n\(line)")
    }

    /// Puts something onto the list of what to look at, and gives the store free for whoever clears it.
    func attendAndClose() throws {
        let quota = Attention("quota", of: "octanist", detail: "429 for an hour", remedy: "lower its rate")
        _ = try store.commit([.attend(quota)], at: Self.moment(150))
        try store.close()
    }

    // MARK: What is in it

    private static let configuration = """
        { "sources": { "sendpilot": { "signature": { "scheme": "none" } } }, "destinations": { "own": { "api": "own" } },
          "apis": { "own": { "api": "own", "base": "https://own.example",
                    "calls": { "put": { "method": "POST", "path": "/put", "fields": {} } } } },
          "routes": [
            { "name": "won", "from": "sendpilot", "on": "lead.updated", "when": "event.body.newStatus == 'WON'",
              "send": [{ "to": "own", "call": "put" }] },
            { "name": "ann", "from": "sendpilot", "on": "*", "when": "event.body.customer.name == 'Bob'",
              "send": [{ "to": "own", "call": "put" }] }] }
        """

    private static let body = """
        { "newStatus": "WON", "customer": { "name": "Ann Example", "email": "ann@example.com" } }
        """

    private func fill() throws {
        let configuration = StoreWrite.configuration(fingerprint: "c0ffee", Array(Self.configuration.utf8))
        _ = try store.commit([configuration], at: Self.moment(0))
        let first = try accept("evt_1", lead: "lead_abc123", to: ["leadtrackr", "octanist"], at: 0)
        _ = try accept("evt_2", lead: "lead_abc123", to: ["octanist"], at: 60)
        _ = try accept("evt_3", lead: nil, to: [], at: 120)
        try settleAsDead(first[0], at: 2)
        let refused = RejectedRequest(
            at: Self.moment(90),
            peer: "203.0.113.9",
            path: "/hooks/sendpilot",
            source: "sendpilot",
            status: 401,
            cause: "wrong-signature"
        )
        _ = try store.commit([.reject(refused)], at: Self.moment(90))
    }

    private func accept(
        _ id: String,
        lead: String?,
        to destinations: [String],
        at second: Int64
    ) throws -> [StoredDelivery] {
        let event = Event(
            id: id,
            source: "sendpilot",
            type: "lead.updated",
            lead: lead,
            receivedAt: Self.moment(second),
            headers: ["content-type": "application/json"],
            body: try JSONDocument(Self.body).root
        )
        let deliveries = destinations.map {
            NewDelivery(DeliveryAddress(route: "won", send: "\($0).put", destination: $0), lead: lead)
        }
        let new = NewEvent(event, configuration: "c0ffee", isRouted: !deliveries.isEmpty, deliveries: deliveries)
        let results = try store.commit([.accept([new])], at: Self.moment(second))
        guard case .accepted(let receipts)? = results.first else { return [] }
        numbers += receipts.map(\.number)
        return receipts.flatMap(\.ready)
    }

    private func settleAsDead(_ stored: StoredDelivery, at second: Int64) throws {
        let reason = Reason("rejected", detail: "Ann Example is unknown", remedy: "correct the route, then replay")
        let request =
            #"{"method": "POST", "url": "https://own.example/put", "headers": {"X-Key": "$K"}, "body": \#(Self.body)}"#
        let attempt = Attempt(
            number: 1,
            startedAt: Self.moment(second),
            took: .milliseconds(45),
            status: 400,
            verdict: .dead,
            reason: reason,
            configuration: "c0ffee",
            request: Array(request.utf8),
            answer: Array(#"{"error": "Ann Example?"}"#.utf8)
        )
        let delivery = Delivery(
            id: stored.id,
            since: stored.delivery.since,
            state: .finished(.dead, reason),
            history: Delivery.History(attempts: 1)
        )
        let ended = StoredDelivery(delivery, stored.address, lane: stored.lane, position: stored.position)
        _ = try store.commit([.settle(ended, attempt)], at: Self.moment(second))
    }
}
