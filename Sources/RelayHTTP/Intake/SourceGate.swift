import CivilTime
import JSON
import LinuxIO
import RelayCore
import RelayRoutes

/// One source as requests come to it: who may pass, and how fast.
final class SourceGate: Sendable {
    let source: Source
    let verifier: Verifier
    private let bucket: Lock<TokenBucket>
    /// Apart from that of events: anybody may ask without a signature, and must not use up what the sender may send.
    private let greetings: Lock<TokenBucket>
    /// Headers that hold a secret, or that are about the connection and not about the event: their names one behind
    /// the other, and at each length, which tells nearly all others apart, where those of that length stand.
    private let droppedHeaders: [UInt8]
    private let droppedLengths: [Range<Int>]

    init(_ source: Source, _ verifier: Verifier, _ rate: Rate, at now: Timestamp) {
        self.source = source
        self.verifier = verifier
        bucket = Lock(TokenBucket(rate.count, per: rate.period, at: now))
        greetings = Lock(TokenBucket(Self.greetingsPerSecond, per: .seconds(1), at: now))
        let secret = source.schemes.filter { $0.method == .token || $0.method == .basic }.flatMap(\.headers)
        (droppedHeaders, droppedLengths) = Self.byLength(Self.neverKept.union(secret).map { Array($0.utf8) })
    }

    private static func byLength(_ names: [[UInt8]]) -> (bytes: [UInt8], places: [Range<Int>]) {
        var (bytes, places): ([UInt8], [Range<Int>]) = ([], [])
        for length in 0...(names.map(\.count).max() ?? 0) {
            let start = bytes.count
            for name in names where name.count == length { bytes += name }
            places.append(start..<bytes.count)
        }
        return (bytes, places)
    }

    /// How long the sender must wait; nil where the request may pass.
    func wait(at now: Timestamp) -> Duration? { bucket.withLock { $0.take(at: now) } }

    /// Counts what a request brought beyond its first event.
    func charge(_ count: Int) { bucket.withLock { $0.charge(count) } }

    /// How long somebody must wait who asks without a signature; nil where an answer is due.
    func greetingWait(at now: Timestamp) -> Duration? { greetings.withLock { $0.take(at: now) } }

    /// Whether an event has the header; its name is in lower case.
    func keeps(_ header: Span<UInt8>) -> Bool {
        guard header.count < droppedLengths.count else { return true }
        let place = droppedLengths[header.count]
        let names = droppedHeaders
        for start in stride(from: place.lowerBound, to: place.upperBound, by: header.count) {
            if names.span.extracting(start..<start + header.count).isEqual(to: header) { return false }
        }
        return true
    }

    private static let greetingsPerSecond = 10

    private static let neverKept: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "host", "connection", "keep-alive", "content-length",
        "transfer-encoding", "accept", "accept-encoding", "expect", "te", "trailer", "upgrade",
    ]
}
