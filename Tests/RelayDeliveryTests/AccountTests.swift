import CivilTime
import RelayCore
import RelayDelivery
import RelayTesting
import Testing

@Suite("An account")
struct AccountTests {
    private let now = SimulatedTime.beginning

    private func stored(
        _ number: Int64,
        lead: String? = nil,
        due: Duration = .zero,
        at seconds: Int = 0,
        replay: Delivery.Replay? = nil
    ) -> StoredDelivery {
        StoredDelivery(
            Delivery(
                id: DeliveryID(event: EventNumber(rawValue: number), number: 0),
                since: now,
                state: .waiting(due: now + due, Reason("its-turn")),
                history: Delivery.History(replay: replay)
            ),
            DeliveryAddress(route: "r", send: "s", destination: "d"),
            lane: lead.map { Lane(destination: "d", lead: $0) },
            position: now + .seconds(seconds)
        )
    }

    /// An account that has read the store, and found nothing.
    private func account(concurrency: Int = 32) -> Account {
        var account = Account(concurrency: concurrency)
        account.refill([], next: nil, at: now)
        return account
    }

    private func begun(_ account: inout Account) -> [Int64] {
        var numbers: [Int64] = []
        while let stored = account.begin(at: now) { numbers.append(stored.id.event.rawValue) }
        return numbers
    }

    @Test func `begins in the order of coming, up to its concurrency`() {
        var account = account(concurrency: 3)
        for number in 1...5 { account.offer(stored(Int64(number)), at: now) }
        #expect(begun(&account) == [1, 2, 3])
        #expect(account.working == 3 && account.queued == 2)
        account.end(stored(2))
        #expect(begun(&account) == [4])
    }

    @Test func `takes nothing twice, be it queued or worked on`() {
        var account = account()
        account.offer(stored(1), at: now)
        account.offer(stored(1), at: now)
        #expect(begun(&account) == [1])
        account.offer(stored(1), at: now)
        account.refill([stored(1), stored(2)], next: nil, at: now)
        #expect(begun(&account) == [2])
        account.end(stored(1))
        account.offer(stored(1), at: now)
        #expect(begun(&account) == [1])
    }

    @Test func `works on one delivery of a lane at a time`() {
        var account = account()
        account.offer(stored(1, lead: "a"), at: now)
        account.offer(stored(2, lead: "b"), at: now)
        #expect(begun(&account) == [1, 2])
        #expect(!account.wantsMore(at: now))
        account.offer(stored(3, lead: "a"), at: now)
        #expect(begun(&account) == [])
        account.end(stored(2, lead: "b"))
        #expect(!account.wantsMore(at: now), "nothing of that lane was handed in meanwhile")
        account.end(stored(1, lead: "a"))
        #expect(account.wantsMore(at: now), "what was handed in while its lane was busy is read again")
    }

    @Test func `lets one that arrived late go before the one that is queued`() {
        var account = account()
        account.offer(stored(1, lead: "a", at: 10), at: now)
        account.offer(stored(2, lead: "a", at: 5), at: now)
        account.offer(stored(3, lead: "a", at: 7), at: now)
        #expect(begun(&account) == [2])
        account.end(stored(2, lead: "a", at: 5))
        account.offer(stored(1, lead: "a", at: 10), at: now)
        #expect(begun(&account) == [1], "what gave way may come again")
    }

    @Test func `knows leads by their bytes, however Swift compares texts`() {
        var account = account(concurrency: 4)
        let (composed, combining) = ("J\u{E9}", "Je\u{301}")
        account.offer(stored(1, lead: composed, at: 10), at: now)
        account.offer(stored(2, lead: combining, at: 5), at: now)
        #expect(begun(&account) == [1, 2], "neither waits for the other, nor takes its place")
        account.offer(stored(3, lead: combining), at: now)
        account.end(stored(1, lead: composed))
        #expect(!account.wantsMore(at: now))
        account.end(stored(2, lead: combining))
        #expect(account.wantsMore(at: now))
    }

    @Test(arguments: [false, true])
    func `never forgets what was offered and not taken because one of its lane was queued`(isBefore: Bool) {
        var account = account()
        account.offer(stored(1, lead: "a", at: 10), at: now)
        account.offer(stored(2, lead: "a", at: isBefore ? 5 : 15), at: now)
        #expect(begun(&account) == [isBefore ? 2 : 1])
        #expect(!account.wantsMore(at: now))
        account.end(stored(isBefore ? 2 : 1, lead: "a"))
        #expect(account.wantsMore(at: now), "the store did not say that the other is the next")
    }

    @Test func `keeps no more than its capacity, and reads the rest when it runs low`() {
        var account = account(concurrency: 1)
        for number in 1...100 { account.offer(stored(Int64(number)), at: now) }
        #expect(account.queued == account.capacity && account.capacity == 64)
        #expect(!account.wantsMore(at: now))
        for _ in 0..<33 {
            if let stored = account.begin(at: now) { account.end(stored) }
        }
        #expect(account.queued == 31 && account.wantsMore(at: now))
        #expect(account.readLimit == 64)
    }

    @Test func `keeps more while there is memory to spare, unless the store holds some that came before`() {
        var account = account(concurrency: 1)
        for number in 1...100 { account.offer(stored(Int64(number)), at: now, hasSpareMemory: true) }
        #expect(account.queued == 100 && !account.wantsMore(at: now))
        account.lookAgain()
        account.offer(stored(101), at: now, hasSpareMemory: true)
        #expect(account.queued == 100, "it must not pass those in the store")
        _ = (0..<69).map { _ in account.begin(at: now).map { account.end($0) } }
        #expect(account.wantsMore(at: now))
        account.refill([stored(101)], next: nil, at: now)
        for number in 102...Account.spareCapacity * 2 {
            account.offer(stored(Int64(number)), at: now, hasSpareMemory: true)
        }
        #expect(account.queued == Account.spareCapacity)
    }

    @Test func `does not read the store for a turn that it has been told of twice`() {
        var account = account()
        account.offer(stored(1, lead: "a"), at: now)
        #expect(begun(&account) == [1])
        account.offer(stored(2, lead: "a"), at: now)
        account.offer(stored(2, lead: "a"), at: now)
        account.end(stored(1, lead: "a"), next: stored(2).id)
        #expect(!account.wantsMore(at: now))
        account.offer(stored(2, lead: "a"), at: now)
        #expect(begun(&account) == [2])
        account.offer(stored(3, lead: "a"), at: now)
        account.offer(stored(4, lead: "a", at: -1), at: now)
        account.end(stored(2, lead: "a"), next: stored(4).id)
        #expect(account.wantsMore(at: now), "of several the store knows which is the first")
    }

    @Test func `does not read again when all that there was has been read`() {
        var account = Account(concurrency: 1)
        #expect(account.wantsMore(at: now), "at first nobody knows")
        account.refill([stored(1)], next: nil, at: now)
        #expect(!account.wantsMore(at: now))
        account.refill((1...64).map { stored($0) }, next: nil, at: now)
        _ = (0..<40).map { _ in account.begin(at: now).map { account.end($0) } }
        #expect(account.wantsMore(at: now), "a full read may have been cut")
        account.lookAgain()
        #expect(account.wantsMore(at: now))
    }

    @Test func `wakes for what is due later`() {
        var account = account()
        account.offer(stored(1, due: .seconds(9)), at: now)
        account.expect(now + .seconds(5))
        #expect(account.queued == 0)
        #expect(account.wakeTime(at: now) == now + .seconds(5))
        #expect(!account.wantsMore(at: now) && account.wantsMore(at: now + .seconds(5)))
        account.refill([], next: now + .seconds(9), at: now + .seconds(5))
        #expect(account.wakeTime(at: now + .seconds(5)) == now + .seconds(9))
    }

    @Test func `does not wake for more while it has enough`() {
        var account = account(concurrency: 1)
        for number in 1...64 { account.offer(stored(Int64(number)), at: now) }
        account.expect(now)
        #expect(account.wakeTime(at: now) == nil)
    }

    @Test func `lets its window run low for what the store holds, however much comes anew`() {
        var account = account(concurrency: 1)
        for number in 1...64 { account.offer(stored(Int64(number)), at: now) }
        account.expect(now)
        for number in 65...97 {
            #expect(!account.wantsMore(at: now))
            if let next = account.begin(at: now) { account.end(next) }
            account.offer(stored(Int64(number)), at: now)
        }
        #expect(account.queued == 31 && account.wantsMore(at: now))
    }

    @Test func `reads replays beside the rest, and neither for the other's sake`() {
        var account = Account(concurrency: 1)
        let replays = (1...64).map { stored(Int64($0), replay: .inOrder) }
        account.refill(replays, next: nil, at: now)
        #expect(account.queued == 64 && !account.wantsMore(at: now), "all else has been read")
        account.offer(stored(65), at: now, hasSpareMemory: true)
        #expect(account.begin(.live, at: now)?.id == stored(65).id)
        account.end(stored(65))
        account.lookAgain()
        #expect(account.wantsMore(at: now), "there may be something live behind so many replays")
        account.refill(replays, next: nil, at: now)
        for _ in 0..<33 { if let next = account.begin(.replay, at: now) { account.end(next) } }
        #expect(account.wantsMore(at: now), "there may be more replays")
    }

    @Test func `that is closed begins and reads nothing`() {
        var account = account()
        account.offer(stored(1), at: now)
        account.lookAgain()
        account.isOpen = false
        #expect(account.begin(at: now) == nil && !account.wantsMore(at: now) && account.wakeTime(at: now) == nil)
    }

    @Test func `forgets its window and keeps what is worked on`() {
        var account = account(concurrency: 1)
        account.offer(stored(1, lead: "a"), at: now)
        account.offer(stored(2, lead: "b"), at: now)
        #expect(begun(&account) == [1])
        account.empty()
        #expect(account.queued == 0 && account.working == 1 && account.wantsMore(at: now))
        account.refill([stored(1, lead: "a"), stored(2, lead: "b")], next: nil, at: now)
        #expect(account.queued == 1)
    }

    // MARK: Pauses

    /// Whether a pause begins with an answer that speaks of a broken account.
    private func note(_ verdict: Verdict, _ number: Int64, lead: String, _ account: inout Account) -> Bool {
        let breakage = Breakage(verdict, destination: "d", call: "go", until: now + .seconds(60))
        return account.pause.note(breakage, to: stored(number, lead: lead), .standard, at: now) == .began
    }

    @Test func `that is paused lets one ahead, and goes on when that one is answered`() {
        var account = account()
        let later = now + .seconds(60)
        for number in 1...4 { account.offer(stored(Int64(number), lead: "\(number)"), at: now) }
        let first = account.begin(at: now)
        let second = account.begin(at: now)
        #expect(note(Verdict(.pause), 1, lead: "1", &account))
        #expect(!note(Verdict(.pause), 1, lead: "1", &account), "it is paused already")
        first.map { account.end($0) }
        _ = account.pause.noteSound(answerTo: stored(2).id)
        #expect(account.begin(at: now) == nil && account.begin(at: later) == nil, "one is still on its way")
        second.map { account.end($0) }
        #expect(account.wakeTime(at: now) == later)
        let probe = account.begin(at: later)
        #expect(probe?.id.event.rawValue == 3 && account.begin(at: later) == nil)
        let hasEnded = account.pause.noteSound(answerTo: stored(3).id) != nil
        #expect(hasEnded)
        #expect(account.begin(at: later)?.id.event.rawValue == 4)
    }

    @Test func `is paused only when as many leads in a row say so as must`() {
        var account = account()
        let verdict = Verdict(.pause, confirm: 3)
        #expect(!note(verdict, 1, lead: "\u{E9}", &account) && !note(verdict, 1, lead: "\u{E9}", &account))
        #expect(!note(verdict, 2, lead: "e\u{301}", &account))
        _ = account.pause.noteSound(answerTo: stored(9).id)
        #expect(!note(verdict, 3, lead: "c", &account) && !note(verdict, 4, lead: "d", &account))
        #expect(note(verdict, 5, lead: "e", &account))
        #expect(account.pause.stops(at: now))
    }

    @Test func `pauses a call alone where the verdict is about that`() {
        var account = account()
        #expect(note(Verdict(.pause, scope: .call), 1, lead: "a", &account))
        #expect(!account.pause.stops(at: now))
        #expect(account.pause.rest(of: "go", at: now) == .seconds(60))
        #expect(account.pause.rest(of: "read", at: now) == nil)
        #expect(account.pause.rest(of: "go", at: now + .seconds(60)) == nil)
    }
}
