package import HTTPServer
package import HTTPWire
package import LinuxIO

/// Destinations that take whatever comes at once, and what has reached them.
package final class Arrivals: RequestHandler {
    /// How many destinations there are.
    let count: Int
    private let ledger: Lock<Ledger>
    private let clock = SystemClock()

    private struct Ledger: Sendable {
        /// For each destination, when each event reached it first.
        var times: [[MonotonicTime?]]
        var arrived: Int
        /// How often an event came again, and how often something came that is no event.
        var doubled = 0
        var strange = 0
        var last = MonotonicTime(nanoseconds: 0)
    }

    /// What has reached the destinations so far.
    package struct Progress: Sendable, Equatable {
        package let arrived: Int
        package let doubled: Int
        package let strange: Int
        package let last: MonotonicTime
    }

    /// For events with numbers from 0.
    package init(destinations: Int, events: Int) {
        count = destinations
        let none = [MonotonicTime?](repeating: nil, count: events)
        ledger = Lock(Ledger(times: Array(repeating: none, count: destinations), arrived: 0))
    }

    package var progress: Progress {
        ledger.withLock { Progress(arrived: $0.arrived, doubled: $0.doubled, strange: $0.strange, last: $0.last) }
    }

    /// When events reached a destination.
    func times(at destination: Int, of events: Range<Int>) -> [MonotonicTime?] {
        ledger.withLock { Array($0.times[destination][events]) }
    }

    package func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission { .read() }

    package func respond(to request: ServerRequest) async -> Response {
        note(destination: Self.digits(request.head.path.utf8.dropFirst()), event: Self.event(request.body))
        return Response(status: 200)
    }

    /// What the listener has refused was never taken, and is missing in the end.
    package func refused(_ refusal: Refusal, from peer: PeerAddress) {}

    /// Notes that an event has come; nil stands for what nobody understands.
    package func note(destination: Int?, event: Int?) {
        let now = clock.monotonicTime()
        ledger.withLock { ledger in
            guard let destination, ledger.times.indices.contains(destination), let event,
                ledger.times[destination].indices.contains(event)
            else { return ledger.strange += 1 }
            ledger.last = now
            guard ledger.times[destination][event] == nil else { return ledger.doubled += 1 }
            ledger.times[destination][event] = now
            ledger.arrived += 1
        }
    }

    /// The number of the event of a body that begins as `GaugeRoutes` has it rendered.
    private static func event(_ body: [UInt8]) -> Int? {
        let start = GaugeRoutes.bodyStart
        guard body.count > start.count + EventWriter.digits, body.starts(with: start) else { return nil }
        return digits(body[start.count..<(start.count + EventWriter.digits)])
    }

    private static func digits(_ bytes: some Sequence<UInt8>) -> Int? {
        var (number, count) = (0, 0)
        for byte in bytes {
            let digit = Int(byte) - Int(UInt8(ascii: "0"))
            guard (0...9).contains(digit), count < 18 else { return nil }
            (number, count) = (number * 10 + digit, count + 1)
        }
        return count > 0 ? number : nil
    }
}
