package import CivilTime

/// What the routes now make of an event, held against the deliveries that it has.
package struct PlanComparison: Sendable, Equatable {
    /// Planned now, and never before.
    package private(set) var added: [NewDelivery] = []
    /// Planned now, where it has the same by a name that the routes do not have any more.
    package private(set) var renamed: [Renamed] = []
    /// Those that it has of sends that would not be planned now.
    package private(set) var dropped: [DeliverySummary] = []
    /// Those that it has, and that would be planned now too.
    package private(set) var kept: [DeliverySummary] = []

    /// What is taken for a send by another name: it went to the same destination for the same lead.
    package struct Renamed: Sendable, Equatable {
        package let planned: NewDelivery
        package let before: DeliverySummary
    }

    /// Looks at one route only, where one is named; asks whether the routes still have a send, for whatever event.
    package init(
        _ planned: [NewDelivery],
        _ deliveries: [DeliverySummary],
        route: String? = nil,
        isKnown: (DeliveryAddress) -> Bool
    ) {
        let addresses = Set(planned.map(\.address))
        let known = Set(deliveries.map(\.stored.address))
        var nameless = deliveries.filter { $0.isOrMayBeDelivered && !isKnown($0.stored.address) }
        for new in planned where !known.contains(new.address) {
            let place = nameless.firstIndex { $0.isLike(new) && $0.sharesName(with: new) }
            guard let place = place ?? nameless.firstIndex(where: { $0.isLike(new) }) else {
                if Self.isMeant(new.address, route) { added.append(new) }
                continue
            }
            // Each stands for one: where there are two now, the other is new.
            let before = nameless.remove(at: place)
            if Self.isMeant(new.address, route) { renamed.append(Renamed(planned: new, before: before)) }
        }
        let again = Set(renamed.map(\.before.stored.id))
        for summary in deliveries where Self.isMeant(summary.stored.address, route) {
            guard !addresses.contains(summary.stored.address) else {
                kept.append(summary)
                continue
            }
            if !again.contains(summary.stored.id) { dropped.append(summary) }
        }
    }

    private static func isMeant(_ address: DeliveryAddress, _ route: String?) -> Bool {
        route.map { $0 == address.route } ?? true
    }

    /// Those that were delivered or skipped before a moment, and can be sent once more.
    package func ended(before moment: Timestamp) -> [RoutedAgain.Ended] {
        kept.compactMap { summary in
            guard case .finished(let fate, _) = summary.stored.delivery.state, fate.isDelivered || fate == .skipped,
                let end = summary.finishedAt, end < moment
            else { return nil }
            return RoutedAgain.Ended(summary.stored.id, at: end)
        }
    }

    /// What can be sent once more by its new name, since that was delivered before a moment which it had before.
    package func renamed(before moment: Timestamp) -> [NewDelivery] {
        renamed.filter { ($0.before.finishedAt ?? .latest) < moment }.map(\.planned)
    }

    /// What of it an event gets from somebody who wants it so, and looked at what had ended before a moment.
    package func wanted(
        _ manner: Delivery.Replay,
        of event: EventNumber,
        before moment: Timestamp,
        configuration: String
    ) -> RoutedAgain {
        let isOnceMore = manner.contains(.onceMore)
        return RoutedAgain(
            event,
            added: added + (isOnceMore ? renamed(before: moment) : []),
            onceMore: isOnceMore ? ended(before: moment) : [],
            configuration: configuration
        )
    }

    // MARK: Destinations

    /// Where all that goes, or went, which may be sent now; each once.
    package var destinations: [String] {
        var found: [String] = []
        let addresses = added.map(\.address) + renamed.map(\.planned.address) + kept.map(\.stored.address)
        for address in addresses where !found.contains(address.destination) { found.append(address.destination) }
        return found
    }

    /// The part of it that is about one destination.
    package func only(to destination: String) -> PlanComparison {
        var part = self
        part.added.removeAll { $0.address.destination != destination }
        part.renamed.removeAll { $0.planned.address.destination != destination }
        part.dropped.removeAll { $0.stored.address.destination != destination }
        part.kept.removeAll { $0.stored.address.destination != destination }
        return part
    }
}

extension DeliverySummary {
    /// Whether it has arrived, may have or may yet, or was needless because of a newer one.
    fileprivate var isOrMayBeDelivered: Bool {
        guard case .finished(let fate, _) = stored.delivery.state else { return true }
        return fate.isDelivered || fate.isOvertaken || stored.delivery.history.inDoubt > 0
    }

    fileprivate func isLike(_ new: NewDelivery) -> Bool {
        stored.address.destination == new.address.destination
            && lead.map(ExactText.init) == new.lead.map(ExactText.init)
    }

    fileprivate func sharesName(with new: NewDelivery) -> Bool {
        stored.address.route == new.address.route || stored.address.send == new.address.send
    }
}
