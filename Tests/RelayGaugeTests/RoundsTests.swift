import RelayGauge
import Testing

@Suite("Rounds")
struct RoundsTests {
    /// The numbers of the rounds that are counted, where those are measured that are asked for.
    private func counted(_ wanted: Int, waits: [Double], loud: Set<Int> = []) -> (measured: Int, counted: [Int]) {
        var rounds = Rounds(wanted: wanted)
        while let number = rounds.next {
            var result = RoundResult()
            result.memoryWait = waits[number - 1]
            result.interference = Interference(.round(number), others: loud.contains(number) ? 0.5 : 0, stolen: 0)
            rounds.add(result)
        }
        let numbers = rounds.interference.filter { !$0.isLeftOut }.map { found in
            guard case .round(let number) = found.part else { return 0 }
            return number
        }
        return (rounds.interference.count, numbers)
    }

    @Test func `are as many as are wanted on a quiet machine`() {
        #expect(counted(3, waits: [20, 25, 40]) == (3, [1, 2, 3]))
    }

    @Test func `in which others took the shared cache are measured again`() {
        #expect(counted(3, waits: [150, 20, 25, 140, 30]) == (5, [2, 3, 5]))
        // That the first was loud is found out when a quiet one comes.
        #expect(counted(3, waits: [150, 140, 20, 20, 30]) == (5, [3, 4, 5]))
    }

    @Test func `in which others took the processors are measured again`() {
        #expect(counted(2, waits: [20, 20, 20], loud: [1]) == (3, [2, 3]))
    }

    @Test func `are twice as many at most, and the quietest are counted`() {
        #expect(counted(2, waits: [150, 20, 90, 100]) == (4, [2, 3]))
    }

    @Test func `are all alike where memory always takes as long`() {
        #expect(counted(2, waits: [150, 140]) == (2, [1, 2]))
    }

    @Test func `stay one where one is wanted`() {
        #expect(counted(1, waits: [150], loud: [1]) == (1, [1]))
    }
}
