import CivilTime
import RelayCore
import Testing

@Suite("A plan held against what an event has led to")
struct PlanComparisonTests {
    private static let event = EventNumber(rawValue: 7 << 30)
    private static let moment = Timestamp(microseconds: 1_780_000_000_000_000)

    private static func address(_ send: String, route: String = "r", to: String = "octanist") -> DeliveryAddress {
        DeliveryAddress(route: route, send: send, destination: to)
    }

    private static func delivery(
        _ number: Int,
        _ address: DeliveryAddress,
        _ fate: Fate?,
        lead: String? = "ann",
        inDoubt doubts: Int = 0,
        at end: Timestamp? = moment
    ) -> DeliverySummary {
        let state: Delivery.State =
            fate.map { .finished($0, Reason("x")) } ?? .waiting(due: moment, Reason("its-turn"))
        let delivery = Delivery(
            id: DeliveryID(event: event, number: number),
            since: moment,
            state: state,
            history: Delivery.History(inDoubt: doubts)
        )
        let stored = StoredDelivery(delivery, address, lane: nil, position: moment)
        return DeliverySummary(stored, lead: lead, finishedAt: fate == nil ? nil : end, status: nil)
    }

    private static func planned(_ addresses: DeliveryAddress...) -> [NewDelivery] {
        addresses.map { NewDelivery($0, lead: "ann") }
    }

    /// Against routes that have all sends but some.
    private static func comparison(
        _ planned: [NewDelivery],
        _ deliveries: [DeliverySummary],
        route: String? = nil,
        without gone: Set<DeliveryAddress> = []
    ) -> PlanComparison {
        PlanComparison(planned, deliveries, route: route) { !gone.contains($0) }
    }

    @Test func `adds what is new, and tells what would not be planned any more`() {
        let (kept, gone, new) = (Self.address("kept"), Self.address("gone"), Self.address("new"))
        let deliveries = [Self.delivery(0, kept, .delivered), Self.delivery(1, gone, nil)]
        let comparison = Self.comparison(Self.planned(kept, new), deliveries)
        #expect(comparison.added.map(\.address) == [new])
        #expect(comparison.kept == [deliveries[0]])
        #expect(comparison.dropped == [deliveries[1]])
    }

    @Test func `a send that goes elsewhere is another one`() {
        let (before, after) = (Self.address("s"), Self.address("s", to: "leadping"))
        let comparison = Self.comparison(Self.planned(after), [Self.delivery(0, before, .delivered)])
        #expect(comparison.added.map(\.address) == [after] && comparison.dropped.count == 1)
    }

    @Test(arguments: Fate.allCases.map(Optional.some) + [nil])
    func `what was delivered by a name that is gone is renamed, not new`(fate: Fate?) {
        let (old, new) = (Self.address("s", route: "old"), Self.address("t", route: "new"))
        let before = Self.delivery(0, old, fate)
        let comparison = Self.comparison(Self.planned(new), [before], without: [old])
        let isRenamed = fate.map { $0.isDelivered || $0.isOvertaken } ?? true
        #expect(comparison.added.isEmpty == isRenamed && comparison.dropped.isEmpty == isRenamed)
        #expect(comparison.renamed.map(\.before) == (isRenamed ? [before] : []))
        let again = comparison.renamed(before: Self.moment + .seconds(1)).map(\.address)
        #expect(again == (isRenamed && fate != nil ? [new] : []))
        #expect(comparison.renamed(before: Self.moment).isEmpty)
    }

    @Test func `what may have arrived by a name that is gone is renamed too`() {
        let (old, new) = (Self.address("old"), Self.address("new"))
        for doubts in 0...1 {
            let dead = Self.delivery(0, old, .dead, inDoubt: doubts)
            let comparison = Self.comparison(Self.planned(new), [dead], without: [old])
            #expect(comparison.renamed.count == doubts && comparison.added.count == 1 - doubts)
        }
    }

    @Test func `is no new name for what the routes still have, for another lead, or for the second of two`() {
        let (old, new, other) = (Self.address("old"), Self.address("new"), Self.address("other"))
        let before = [Self.delivery(0, old, .delivered)]
        #expect(Self.comparison(Self.planned(new), before).added.map(\.address) == [new])
        let elsewhere = [Self.delivery(0, old, .delivered, lead: "bob")]
        #expect(Self.comparison(Self.planned(new), elsewhere, without: [old]).added.map(\.address) == [new])
        let two = Self.comparison(Self.planned(new, other), before, without: [old])
        #expect(two.renamed.map(\.planned.address) == [new] && two.added.map(\.address) == [other])
    }

    @Test func `is about one destination where that is asked for`() {
        let (one, two, three) = (Self.address("1"), Self.address("2", to: "leadping"), Self.address("3"))
        let comparison = Self.comparison(Self.planned(one, two, three), [Self.delivery(0, three, .delivered)])
        #expect(comparison.destinations == ["octanist", "leadping"])
        let part = comparison.only(to: "octanist")
        #expect(part.added.map(\.address) == [one] && part.kept == comparison.kept)
        #expect(comparison.only(to: "leadping").added.map(\.address) == [two])
    }

    @Test func `looks at one route where one is named`() {
        let (one, two) = (Self.address("s", route: "one"), Self.address("s", route: "two"))
        let comparison = Self.comparison(Self.planned(one, two), [], route: "two")
        #expect(comparison.added.map(\.address) == [two])
        let gone = Self.comparison([], [Self.delivery(0, one, .delivered)], route: "two")
        #expect(gone == Self.comparison([], []))
    }

    @Test(arguments: Fate.allCases)
    func `what was delivered or skipped before can be sent once more`(fate: Fate) {
        let address = Self.address("s")
        let comparison = Self.comparison(Self.planned(address), [Self.delivery(0, address, fate)])
        let id = DeliveryID(event: Self.event, number: 0)
        let expected = fate.isDelivered || fate == .skipped ? [RoutedAgain.Ended(id, at: Self.moment)] : []
        #expect(comparison.ended(before: Self.moment + .seconds(1)) == expected)
        #expect(comparison.ended(before: Self.moment) == [])
    }

    @Test func `of what an event gets the first come first`() {
        let ids = [0, 1].map { RoutedAgain.Ended(DeliveryID(event: Self.event, number: $0), at: Self.moment) }
        let added = Self.planned(Self.address("a"), Self.address("b"))
        let again = RoutedAgain(Self.event, added: added, onceMore: ids, configuration: "c")
        #expect(again.count == 4 && again.prefix(9) == again)
        #expect(again.prefix(3).added == added && again.prefix(3).onceMore == [ids[0]])
        #expect(again.prefix(1).added == [added[0]] && again.prefix(1).onceMore == [])
    }
}
