package import CivilTime
import JSON
package import RelayCore

/// A store on which rules are tried out, with short words for what they do.
package struct StoreBench {
    package let store: any DeliveryStore
    package let queue: any DeliveryQueue
    package let ledger: any Ledger

    /// - Parameters: Sides of one store that is empty.
    package init(_ store: any DeliveryStore, queue: any DeliveryQueue, ledger: any Ledger) {
        self.store = store
        self.queue = queue
        self.ledger = ledger
    }

    /// A moment of the test's day.
    package static func moment(_ second: Int64) -> Timestamp {
        Timestamp(microseconds: (1_780_000_000 + second) * 1_000_000)
    }

    // MARK: Writing

    package func commit(_ writes: StoreWrite..., at second: Int64 = 0) throws -> [StoreResult] {
        try store.commit(writes, at: Self.moment(second))
    }

    /// Accepts events in a request of their own.
    package func accept(_ events: NewEvent..., at second: Int64 = 0) throws -> [Receipt] {
        guard case .accepted(let receipts)? = try commit(.accept(events), at: second).first else {
            throw ContractViolation("an acceptance did not say that it is one", #fileID, #line)
        }
        try expectEqual(receipts.count, events.count, "the number of receipts")
        return receipts
    }

    /// Accepts one event and returns its deliveries, all of which must have their turn.
    package func acceptReady(_ event: NewEvent, at second: Int64 = 0) throws -> [StoredDelivery] {
        let ready = try require(try accept(event, at: second).first, "receipt").ready
        try expectEqual(ready.count, event.deliveries.count, "the number of deliveries whose turn has come")
        return ready
    }

    /// Ends a delivery well, and returns whose turn has come.
    package func deliver(_ delivery: StoredDelivery, at second: Int64 = 0) throws -> StoredDelivery? {
        try next(try settle(delivery, .finished(.delivered, Reason("delivered")), Self.attempt(), at: second))
    }

    package func settle(
        _ stored: StoredDelivery,
        _ state: Delivery.State,
        _ attempt: Attempt? = nil,
        at second: Int64 = 0
    ) throws -> StoreResult {
        let attempts = attempt.map { _ in stored.delivery.history.attempts + 1 } ?? stored.delivery.history.attempts
        let history = Delivery.History(attempts: attempts, replay: stored.delivery.history.replay)
        let delivery = Delivery(id: stored.id, since: stored.delivery.since, state: state, history: history)
        return try require(try commit(.settle(stored.becoming(delivery), attempt), at: second).first, "result")
    }

    /// The next of the lane, of a write that was carried out.
    package func next(_ result: StoreResult?) throws -> StoredDelivery? {
        guard case .settled(let next)? = result else {
            throw ContractViolation("\(String(describing: result)) is no settlement", #fileID, #line)
        }
        return next
    }

    // MARK: Samples

    package static func event(
        _ id: String,
        aliases: [String] = [],
        source: String = "crm",
        type: String = "lead.updated",
        lead: String? = "ann",
        occurred: Int64? = nil,
        to destinations: [String] = ["octanist"],
        rules: SendRules = .standard,
        failure: Reason? = nil
    ) throws -> NewEvent {
        let event = Event(
            id: id,
            aliases: aliases,
            source: source,
            type: type,
            lead: lead,
            occurredAt: occurred.map(moment),
            receivedAt: moment(0),
            headers: ["content-type": "application/json", "x-say": "\"é\""],
            query: ["k": ""],
            body: try JSONDocument(#" {"lead": "\#(lead ?? "none")", "n": 1.50} "#).root
        )
        return NewEvent(
            event,
            configuration: "c1",
            notes: Array(#"{"r":1}"#.utf8),
            deliveries: destinations.map { NewDelivery(address($0, rules), lead: lead, failure: failure) }
        )
    }

    /// The send that goes to a destination; what comes before a slash is a name of another send.
    package static func address(_ text: String, _ rules: SendRules = .standard) -> DeliveryAddress {
        let destination = text.split(separator: "/").last.map { String($0) } ?? text
        return DeliveryAddress(route: "outreach", send: "\(text).update", destination: destination, rules: rules)
    }

    /// How a delivery ended; nil where it waits.
    package func fate(of id: DeliveryID) throws -> Fate? {
        var query = DeliveryQuery()
        query.id = id
        let found = try require(try ledger.deliveries(query).first, "delivery")
        if case .finished(let fate, _) = found.stored.delivery.state { return fate }
        return nil
    }

    package func reason(of id: DeliveryID) throws -> Reason? {
        var query = DeliveryQuery()
        query.id = id
        guard case .finished(_, let reason)? = try ledger.deliveries(query).first?.stored.delivery.state else {
            return nil
        }
        return reason
    }

    /// A delivery of an event that was accepted, whatever has become of it.
    package static func id(_ receipt: Receipt, _ number: Int = 0) -> DeliveryID {
        DeliveryID(event: receipt.number, number: number)
    }

    package static func attempt(_ number: Int = 1, _ verdict: Verdict.Kind = .delivered, status: Int? = 200) -> Attempt
    {
        Attempt(
            number: number,
            startedAt: moment(1),
            took: .milliseconds(12),
            status: status,
            failure: status == nil ? "timeout" : "",
            verdict: verdict,
            reason: Reason(verdict.rawValue, detail: "as it was"),
            configuration: "c1",
            digest: Array(0..<32),
            request: Array(#"{"a":1}"#.utf8),
            answer: [0, 255]
        )
    }
}
