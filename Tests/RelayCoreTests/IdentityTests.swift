import CivilTime
import RelayCore
import RelayTesting
import Testing

@Suite("An event number")
struct EventNumberTests {
    private static func moment(_ milliseconds: Int64) -> Timestamp {
        Samples.beginning + .milliseconds(milliseconds)
    }

    @Test func `rises with time`() {
        var numbers = EventNumbers()
        let given = (0..<500).map { numbers.next(at: Self.moment($0 * 3)) }
        #expect(given == given.sorted() && Set(given).count == 500)
    }

    @Test func `rises over restarts, even when the clock was put back`() {
        var first = EventNumbers(node: 3)
        let last = first.next(at: Self.moment(10_000))
        for node in [0, 3, 4, 1_023] {
            var second = EventNumbers(node: node, after: last)
            let given = (0..<5_000).map { second.next(at: Self.moment($0)) }
            #expect(given.allSatisfy { $0 > last } && Set(given).count == 5_000 && given == given.sorted())
        }
    }

    @Test func `goes on when a millisecond has no more`() {
        var numbers = EventNumbers(node: 1)
        let given = (0..<4_097).map { _ in numbers.next(at: Self.moment(0)) }
        #expect(Set(given).count == 4_097 && given == given.sorted())
        #expect(given[4_096].rawValue >> 22 == given[4_095].rawValue >> 22 + 1)
        #expect(numbers.next(at: Self.moment(1)) > given[4_096])
    }

    @Test func `is never another node's`() {
        var nodes = [0, 1, 2, 511, 1_023].map { EventNumbers(node: $0) }
        var random = SeededRandom(seed: 1)
        var given: Set<EventNumber> = []
        for step in 0..<50_000 {
            let node = random.below(nodes.count)
            let now = Self.moment(Int64(step / 9_000) - Int64(random.below(3)))
            #expect(given.insert(nodes[node].next(at: now)).inserted)
        }
    }

    @Test func `is above zero before its time and rises after it`() {
        for moment in [Timestamp.earliest, Timestamp(microseconds: 0)] {
            var numbers = EventNumbers()
            let (first, second) = (numbers.next(at: moment), numbers.next(at: moment))
            #expect(first.rawValue > 0 && second > first)
        }
    }

    @Test(arguments: [-1, 1_024])
    func `takes no other node`(node: Int) async {
        await #expect(processExitsWith: .failure) { [node] in _ = EventNumbers(node: node) }
    }
}

@Suite("The text of an id")
struct IdentityTextTests {
    private static let numbers: [Int64] =
        [0, 1, 31, 32, .max, .max - 1, 1 << 58, 1 << 58 - 1, 1 << 62] + (0..<62).map { 0x2BAD_CAFE_F00D_1234 >> $0 }

    @Test(arguments: numbers)
    func `is read back`(number: Int64) {
        let text = Base32Text.text(number)
        #expect(text.utf8.count == 13)
        #expect(Base32Text.number(text) == number)
        let event = EventNumber(rawValue: number)
        #expect(EventNumber(text: event.text) == event)
        let characters = event.characters
        #expect(characters.indices.map { characters[$0] } == Array(event.text.utf8))
        for place in [0, 1, 99, Int.max] {
            let id = DeliveryID(event: event, number: place)
            #expect(DeliveryID(text: id.text) == id)
        }
    }

    @Test func `sorts as the number does`() {
        let sorted = Self.numbers.sorted()
        let texts = sorted.map { Base32Text.text($0) }
        #expect(texts == texts.sorted())
    }

    @Test(arguments: [
        "", "0", "000000000000", "00000000000000", "8000000000000", "zzzzzzzzzzzzz", "000000000000i", "000000000000L",
        "000000000000o", "000000000000u", "00000000000A0", "000000 000000", "-000000000001", "+000000000001",
        "00000000000é", "٠٠٠٠٠٠0", "000000000000\u{0}", "\n000000000000",
    ])
    func `that is none is refused`(text: String) {
        #expect(Base32Text.number(text) == nil)
        #expect(EventNumber(text: "ev_\(text)") == nil)
        #expect(DeliveryID(text: "dl_\(text)_0") == nil)
    }

    @Test(arguments: [
        "0000000000007", "ev-0000000000007", "EV_0000000000007", "dl_0000000000007", "ev_0000000000007_0",
        " ev_0000000000007", "ev_0000000000007 ", "ev_\u{301}000000000000",
    ])
    func `of an event is refused if it is anything else`(text: String) {
        #expect(EventNumber(text: text) == nil)
    }

    @Test(arguments: [
        "dl_0000000000007", "dl_0000000000007_", "dl_0000000000007_-1", "dl_0000000000007_+1", "dl_0000000000007_01",
        "dl_0000000000007_1_", "dl_0000000000007_1.2", "dl_0000000000007__1", "ev_0000000000007_1",
        "dl_0000000000007_٣", "dl_0000000000007_9223372036854775808", "dl_0000000000007_ 1", "_dl_0000000000007_1",
    ])
    func `of a delivery is refused if it is anything else`(text: String) {
        #expect(DeliveryID(text: text) == nil)
    }

    @Test func `of a delivery sorts by its event first`() {
        let ids = [(1, 5), (2, 0), (2, 10), (3, 1)].map {
            DeliveryID(event: EventNumber(rawValue: $0.0), number: $0.1)
        }
        #expect(ids == ids.shuffled(by: 3).sorted())
    }
}

extension Array {
    fileprivate func shuffled(by seed: UInt64) -> [Element] {
        var random = SeededRandom(seed: seed)
        return random.permutation(of: self)
    }
}
