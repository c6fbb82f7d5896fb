import CivilTime
import RelayCore
import RelayTesting
import Testing

@Suite("Shares of a quota")
struct ShareTests {
    private func turns(_ count: Int, among wanted: Shares) -> [Share] {
        var turns = ShareTurns()
        return (0..<count).compactMap { _ in
            defer { turns.advance(among: wanted) }
            return turns.next(among: wanted)
        }
    }

    @Test func `live goes before retry, and retry before replay`() {
        let all: Shares = [Shares(.live), Shares(.retry), Shares(.replay)]
        let counts = Dictionary(turns(80, among: all).map { ($0, 1) }, uniquingKeysWith: +)
        #expect(counts == [.live: 50, .retry: 20, .replay: 10])
    }

    @Test func `what one does not want goes to the first of the others`() {
        #expect(turns(20, among: Shares(.replay)) == Array(repeating: .replay, count: 20))
        #expect(turns(8, among: []) == [])
        let counts = turns(80, among: [Shares(.retry), Shares(.replay)]).count { $0 == .retry }
        #expect(counts == 70)
    }

    @Test(arguments: Seeds.first(100))
    func `neither retry nor replay starves, whatever the others want`(seed: UInt64) {
        for (waiting, least) in [(Share.retry, 2), (.replay, 1)] {
            var (random, turns, drawn) = (SeededRandom(seed: seed), ShareTurns(), [Share]())
            for _ in 0..<400 {
                var wanted = Shares(waiting)
                for share in Share.allCases where random.chance(3, outOf: 4) { wanted.insert(Shares(share)) }
                drawn += [turns.next(among: wanted)].compactMap { $0 }
                turns.advance(among: wanted)
            }
            for first in 0..<(drawn.count - 8) {
                #expect(drawn[first..<first + 8].count { $0 == waiting } >= least, "seed \(seed)")
            }
        }
    }

    @Test func `a delivery is live until it is tried, and a replay until it has ended`() {
        let waiting = { (reason: Reason, history: Delivery.History) in
            StoredDelivery(
                Delivery(
                    id: DeliveryID(event: EventNumber(rawValue: 1), number: 0),
                    since: Samples.beginning,
                    state: .waiting(due: Samples.beginning, reason),
                    history: history
                ),
                DeliveryAddress(route: "r", send: "s", destination: "d"),
                lane: nil,
                position: Samples.beginning
            ).share
        }
        #expect(waiting(Reason("its-turn"), Delivery.History()) == .live)
        #expect(waiting(Reason("server-error"), Delivery.History(attempts: 1)) == .retry)
        #expect(waiting(Reason("rate-limited"), Delivery.History(waits: 1)) == .retry)
        #expect(waiting(.replayed, Delivery.History(inDoubt: 1, replay: .inOrder)) == .replay)
        #expect(waiting(Reason("server-error"), Delivery.History(attempts: 1, replay: .evenIfStale)) == .replay)
    }
}
