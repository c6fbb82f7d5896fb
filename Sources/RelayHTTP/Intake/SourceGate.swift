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
    /// Headers that hold a secret, or that are about the connection and not about the event; by the lengths of
    /// their names, which tell nearly all others apart.
    private let droppedHeaders: [[[UInt8]]]

    init(_ source: Source, _ verifier: Verifier, _ rate: Rate, at now: Timestamp) {
        self.source = source
        self.verifier = verifier
        bucket = Lock(TokenBucket(rate.count, per: rate.period, at: now))
        greetings = Lock(TokenBucket(Self.greetingsPerSecond, per: .seconds(1), at: now))
        let secret = source.schemes.filter { $0.method == .token || $0.method == .basic }.flatMap(\.headers)
        let dropped = Self.neverKept.union(secret).map { Array($0.utf8) }
        let longest = dropped.map(\.count).max() ?? 0
        droppedHeaders = (0...longest).map { length in dropped.filter { $0.count == length } }
    }

    /// How long the sender must wait; nil where the request may pass.
    func wait(at now: Timestamp) -> Duration? { bucket.withLock { $0.take(at: now) } }

    /// Counts what a request brought beyond its first event.
    func charge(_ count: Int) { bucket.withLock { $0.charge(count) } }

    /// How long somebody must wait who asks without a signature; nil where an answer is due.
    func greetingWait(at now: Timestamp) -> Duration? { greetings.withLock { $0.take(at: now) } }

    /// Whether an event has the header; its name is in lower case.
    func keeps(_ header: Span<UInt8>) -> Bool {
        guard header.count < droppedHeaders.count else { return true }
        return !droppedHeaders[header.count].contains { $0.span.isEqual(to: header) }
    }

    private static let greetingsPerSecond = 10

    private static let neverKept: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "host", "connection", "keep-alive", "content-length",
        "transfer-encoding", "accept", "accept-encoding", "expect", "te", "trailer", "upgrade",
    ]
}
