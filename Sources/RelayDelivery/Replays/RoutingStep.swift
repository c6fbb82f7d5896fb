import RelayCore
import RelayRoutes

/// What a job that sends events through the routes again does next.
struct RoutingStep {
    let job: ReplayJob
    let filter: EventFilter
    let reader: any Ledger
    let rooms: ReplayRooms
    let routing: Routing

    /// What the next events get that are meant, and how far the job has then come; nil where all wait for room.
    func batch(atMost share: Int, _ fronts: inout ReplayFronts) throws(StoreError) -> ReplayBatch? {
        guard let start = try fronts.start(before: job.end, rooms) else { return nil }
        let page = try MeantEvents(filter, after: start.event, through: job.last, in: reader)
        let most = min(share, job.rest)
        var passage = ReplayPassage(from: start, catchingUpWith: fronts.front)
        var (events, count, unfit, seen): ([RoutedAgain], Int, [ReplayPlace], Int) = ([], 0, [], 0)
        for number in page.numbers {
            // An event is taken whole: what it gets may be a little more than there is room for.
            guard count < most, !passage.isOver else { break }
            seen += 1
            let place = ReplayPlace.event(number.rawValue)
            if let comparison = try comparison(number) {
                let again = try fitting(comparison, number, fronts, &passage, atMost: job.rest - count)
                if again.count > 0 { events.append(again) }
                count += again.count
            } else {
                unfit.append(place)
            }
            passage.come(to: place)
        }
        if seen == page.numbers.count { passage.come(to: .event(page.end)) }
        fronts.advance(by: passage)
        return ReplayBatch(
            job.id,
            from: job.cursor,
            to: fronts.cursor,
            events: events,
            unfit: unfit.passed(from: job.cursor, to: fronts.cursor),
            isLast: fronts.cursor >= job.end || count >= job.rest
        )
    }

    /// Nil for an event that cannot be routed any more.
    private func comparison(_ number: EventNumber) throws(StoreError) -> PlanComparison? {
        guard let stored = try reader.event(number), !stored.isEmptied else { return nil }
        return PlanComparison(
            routing.planned(stored.event).deliveries,
            try reader.deliveries(of: number),
            route: filter.route
        ) { routing.send(at: $0) != nil }
    }

    /// What an event gets at those destinations that have room.
    private func fitting(
        _ comparison: PlanComparison,
        _ number: EventNumber,
        _ fronts: ReplayFronts,
        _ passage: inout ReplayPassage,
        atMost rest: Int
    ) throws(StoreError) -> RoutedAgain {
        let place = ReplayPlace.event(number.rawValue)
        var (added, onceMore, rest): ([NewDelivery], [RoutedAgain.Ended], Int) = ([], [], rest)
        for destination in comparison.destinations where !fronts.isPast(place, at: destination) {
            let wanted = again(number, comparison.only(to: destination)).prefix(rest)
            guard wanted.count > 0,
                try passage.takes(wanted.count, at: destination, place, rooms)
            else { continue }
            added += wanted.added
            onceMore += wanted.onceMore
            rest -= wanted.count
        }
        return RoutedAgain(number, added: added, onceMore: onceMore, configuration: routing.fingerprint)
    }

    private func again(_ number: EventNumber, _ comparison: PlanComparison) -> RoutedAgain {
        // What has ended since the job was made has been seen to by somebody else.
        comparison.wanted(
            job.order.manner,
            of: number,
            before: job.madeAt,
            configuration: routing.fingerprint
        )
    }
}
