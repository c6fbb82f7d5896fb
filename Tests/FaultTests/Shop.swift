import Foundation
import JSON
import RelayTesting
import RelayTrials

/// The set-up that faults happen in: a shop whose orders go to one destination.
enum Shop {
    /// The routes file; `destination` and `service` are keys of theirs.
    static func routes(destination: String = "", service: String = "") -> String {
        """
        { "version": 1, "service": { \(service) },
          "sources": { "shop": { "signature": { "scheme": "none" }, "id": "body.id", "type": "'order'",
            "lead": "body.lead" } },
          "destinations": { "sink": { "api": "http", "base": "http://127.0.0.1:1", "concurrency": 8,
            "timeout": "10s", "retry": { "first": "1s", "longest": "1s", "attempts": 50 }\(destination) } },
          "routes": [ { "name": "all", "from": "shop", "on": "*", "send": [
            { "to": "sink", "call": "request", "with": { "body": "{{ event.body }}" } } ] } ] }
        """
    }

    /// An order of a lead, the so-manieth of it.
    static func order(_ lead: String, _ number: Int) -> String {
        #"{"id":"\#(lead)-\#(number)","lead":"\#(lead)","number":\#(number)}"#
    }

    /// Posts an order; the status is nought where no answer comes.
    static func post(_ body: String, to port: UInt16) async throws -> PlainMessage? {
        try await elsewhere { try Wire(port: port).post("/hooks/shop", body) }
    }
}

extension FaultyDestination.Received {
    private var order: JSONValue? { (try? JSONDocument(message.body))?.root }
    var lead: String { order?["lead"]?.string ?? "" }
    var number: Int { Int(order?["number"]?.int ?? 0) }
}

extension FaultyDestination.Traffic {
    /// The numbers of the orders that were taken, each at its first time, by their leads.
    var firstTaken: [String: [Int]] {
        var taken: [String: [Int]] = [:]
        for one in all where one.isDone {
            guard taken[one.lead]?.contains(one.number) != true else { continue }
            taken[one.lead, default: []].append(one.number)
        }
        return taken
    }

    /// How often each order was taken.
    var timesTaken: [String: Int] {
        all.filter(\.isDone).reduce(into: [:]) { $0[$1.message.body, default: 0] += 1 }
    }

    /// The different keys that each order came with.
    var keys: [String: Set<String>] {
        all.reduce(into: [:]) { $0[$1.message.body, default: []].insert($1.key ?? "") }
    }
}
