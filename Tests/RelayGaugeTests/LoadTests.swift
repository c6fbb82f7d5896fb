import LinuxIO
import RelayGauge
import Testing

@Suite("The load")
struct LoadTests {
    private static func moment(_ milliseconds: Int) -> MonotonicTime {
        MonotonicTime(nanoseconds: 1_000_000 * Int64(milliseconds))
    }

    @Test func `is due at once without a rate`() {
        var table = Timetable(7..<9, perSecond: nil, from: Self.moment(0))
        #expect(table.next(at: Self.moment(5))?.event == 7)
        #expect(table.next(at: Self.moment(5))?.event == 8)
        #expect(table.next(at: Self.moment(5)) == nil && !table.hasNext && table.wait(at: Self.moment(5)) == nil)
    }

    @Test func `keeps to its rate`() {
        var table = Timetable(0..<3, perSecond: 100, from: Self.moment(0))
        #expect(table.next(at: Self.moment(0))?.event == 0)
        #expect(table.next(at: Self.moment(9)) == nil)
        #expect(table.wait(at: Self.moment(9)) == .milliseconds(1))
        #expect(table.next(at: Self.moment(10))?.event == 1)
        #expect(table.hasNext)
    }

    @Test func `counts from when an event was due only where it waited for a connection`() {
        var table = Timetable(0..<4, perSecond: 100, from: Self.moment(0))
        // The clock of the load is late: that is not the relay's fault.
        #expect(table.next(at: Self.moment(3))?.from == Self.moment(3))
        table.noteFull()
        #expect(table.next(at: Self.moment(25))?.from == Self.moment(10))
        #expect(table.next(at: Self.moment(25))?.from == Self.moment(20))
        // It has caught up.
        #expect(table.next(at: Self.moment(25)) == nil)
        #expect(table.next(at: Self.moment(31))?.from == Self.moment(31))
    }

    @Test(arguments: [1, 3, 200])
    func `reads an answer that comes in pieces`(size: Int) throws {
        var scan = AnswerScan()
        for status in [200, 503] {
            let body = "{\"a\":\"\\r\\n\\r\\n\"}\n\r\n"
            let head = "HTTP/1.1 \(status) Said\r\nServer: x\r\ncontent-LENGTH: \(body.utf8.count)\r\n\r\n"
            let bytes = Array((head + body).utf8)
            let ends = try stride(from: 0, to: bytes.count, by: size).map { start in
                try scan.take(bytes[start..<min(bytes.count, start + size)])
            }
            #expect(ends.dropLast().allSatisfy { !$0 } && ends.last == true)
            #expect(scan.status == status)
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
        "HTTP/1.1\r\nContent-Length: 0\r\n\r\n", String(repeating: "a", count: 20_000),
    ])
    func `does not understand other answers`(text: String) {
        #expect(throws: AnswerScan.Misunderstood.self) {
            var scan = AnswerScan()
            _ = try scan.take(Array(text.utf8)[...])
        }
    }

    @Test func `counts what arrives once, and what does not belong to it`() {
        let arrivals = Arrivals(destinations: 2, events: 3)
        for (destination, event) in [(0, 0), (1, 0), (0, 2), (0, 0)] {
            arrivals.note(destination: destination, event: event)
        }
        for (destination, event) in [(2, 0), (0, 3), (nil, 1), (1, nil)] as [(Int?, Int?)] {
            arrivals.note(destination: destination, event: event)
        }
        let progress = arrivals.progress
        #expect(progress.arrived == 3 && progress.doubled == 1 && progress.strange == 4)
    }
}
