package import RelayCore
package import RelayRoutes

/// Finds out what a delivery would be sent as, with the routes of today, and in what that is not what was sent last.
package struct ReplayPreview {
    private let ledger: any Ledger
    private let routing: Routing
    private let mask: Mask
    private let digest: ([UInt8]) -> [UInt8]
    private let newerOne: (StoredDelivery) throws(StoreError) -> Reason?

    package enum Outcome: Sendable, Equatable {
        case same
        case changed([FieldDifference])
        /// Its `if` does not hold any more.
        case skipped
        /// What it will be is only known once others have been asked.
        case asksFirst([String])
        case impossible(Reason)
        /// It would not be taken, whatever it came to.
        case refused(Reason)
    }

    /// What was delivered already of the same lead, at the same destination, though it is newer.
    package struct Newer: Sendable, Equatable {
        package let id: DeliveryID
        /// Whether the send takes every one, in whatever order they come.
        package let isOfEvery: Bool

        package init(_ id: DeliveryID, isOfEvery: Bool) {
            self.id = id
            self.isOfEvery = isOfEvery
        }
    }

    package init(
        _ ledger: any Ledger,
        _ routing: Routing,
        _ mask: Mask,
        digest: @escaping ([UInt8]) -> [UInt8]
    ) {
        self.ledger = ledger
        self.routing = routing
        self.mask = mask
        self.digest = digest
        newerOne = ledger.obstacles()
    }

    /// What it would be with some changes, beside those that a person has made of it already.
    package func outcome(
        of stored: StoredDelivery,
        _ manner: Delivery.Replay,
        changing changes: [FieldChange] = [],
        isReset: Bool = false
    ) throws(StoreError) -> Outcome {
        if let refusal = try refusal(of: stored, manner) { return .refused(refusal) }
        guard let send = routing.send(at: stored.address) else {
            return .impossible(Reason("send-removed", detail: "the routes have no such send any more"))
        }
        guard let event = try ledger.event(stored.id.event), !event.isEmptied else {
            return .impossible(Reason("event-gone", detail: "the event's body was dropped to save room"))
        }
        let attempts = try ledger.attempts(of: stored.id)
        let edits = isReset ? [] : try ledger.edits(of: stored.id).changes
        do throws(RenderError) {
            guard !manner.contains(.asSent) else {
                _ = try OriginalRequest(lastOf: attempts, digest: digest).request(for: send, key: stored.id.text)
                return .same
            }
            let overrides = FieldOverrides(edits + changes)
            try overrides.check(send.call)
            guard send.lookups.isEmpty else { return .asksFirst(send.lookups) }
            let rendering = try routing.table.render(
                send,
                for: event.event,
                key: stored.id.text,
                overrides: overrides
            )
            return compared(rendering, with: attempts, mask.learning(from: event.event.body))
        } catch {
            return .impossible(Reason(error))
        }
    }

    /// Why it would not be taken by who is to send it again; the same as the store would say.
    private func refusal(of stored: StoredDelivery, _ manner: Delivery.Replay) throws(StoreError) -> Reason? {
        guard case .finished = stored.delivery.state else { return .isWaiting }
        if let obstacle = try obstacle(to: stored, manner) { return obstacle }
        return stored.delivery.canBeReplayed(manner) ? nil : .cannotBeReplayed
    }

    /// Which newer one makes it needless, unless it is wanted even so.
    package func obstacle(to stored: StoredDelivery, _ manner: Delivery.Replay) throws(StoreError) -> Reason? {
        manner.contains(.evenIfStale) ? nil : try newerOne(stored)
    }

    /// The newest after which it would come though it is older; nil where it is the newest that was delivered.
    package func newest(after stored: StoredDelivery) throws(StoreError) -> Newer? {
        guard let lane = stored.lane else { return nil }
        var query = DeliveryQuery(limit: .max)
        (query.destination, query.lead) = (lane.destination, lane.lead)
        let newer = try ledger.deliveries(query).map(\.stored).filter { other in
            guard case .finished(let fate, _) = other.delivery.state, fate.isDelivered else { return false }
            return (other.position, other.id) > (stored.position, stored.id)
        }
        let isOfEvery = routing.send(at: stored.address)?.rules.order ?? .every == .every
        let newest = newer.max { ($0.position, $0.id) < ($1.position, $1.id) }
        return newest.map { Newer($0.id, isOfEvery: isOfEvery) }
    }

    /// What a delivery would be that an event does not have yet: all of its fields are new.
    package func outcome(of planned: NewDelivery, as id: DeliveryID, _ event: Event) -> Outcome {
        if let failure = planned.failure { return .impossible(failure) }
        guard let send = routing.send(at: planned.address) else { return .skipped }
        guard send.lookups.isEmpty else { return .asksFirst(send.lookups) }
        do throws(RenderError) {
            let rendering = try routing.table.render(send, for: event, key: id.text)
            return compared(rendering, with: [], mask.learning(from: event.body))
        } catch {
            return .impossible(Reason(error))
        }
    }

    private func compared(_ rendering: Rendering, with attempts: [Attempt], _ mask: Mask) -> Outcome {
        let request: Request
        switch rendering {
        case .skipped: return .skipped
        case .request(let made): request = made
        case .merge(let change): request = change.write
        }
        let sent = attempts.filter { !$0.reason.cause.hasPrefix("lookup-") }
        let last = sent.last { !$0.request.isEmpty }
        // Of what went well only the body's digest is remembered.
        if let digest = sent.last?.digest, !digest.isEmpty, last?.digest != digest {
            if case .merge = rendering { return .asksFirst(["the record as it is"]) }
            return digest == self.digest(request.body ?? []) ? .same : .changed([])
        }
        let differences = FieldDifference.between(
            RequestFields(last?.request ?? [], mask),
            RequestFields(RequestText(request).json, mask)
        )
        return differences.isEmpty ? .same : .changed(differences)
    }
}

extension Reason {
    fileprivate init(_ error: RenderError) {
        let field = error.field.isEmpty ? "" : "\(error.field): "
        self.init(error.code.rawValue, detail: field + error.fact, remedy: error.remedy)
    }
}
