import CivilTime
import LinuxIO
import RelayCore
import RelayRoutes

/// One source as requests come to it: who may pass, and how fast.
final class SourceGate: Sendable {
    let source: Source
    let verifier: Verifier
    private let bucket: Lock<TokenBucket>
    /// Headers that hold a secret, or that are about the connection and not about the event.
    private let droppedHeaders: Set<String>

    init(_ source: Source, _ verifier: Verifier, _ rate: Rate, at now: Timestamp) {
        self.source = source
        self.verifier = verifier
        bucket = Lock(TokenBucket(rate.count, per: rate.period, at: now))
        let secret = source.schemes.filter { $0.method == .token || $0.method == .basic }.flatMap(\.headers)
        droppedHeaders = Self.neverKept.union(secret)
    }

    /// How long the sender must wait; nil where the request may pass.
    func wait(at now: Timestamp) -> Duration? { bucket.withLock { $0.take(at: now) } }

    func keeps(_ header: String) -> Bool { !droppedHeaders.contains(header) }

    private static let neverKept: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "host", "connection", "keep-alive", "content-length",
        "transfer-encoding", "accept", "accept-encoding", "expect", "te", "trailer", "upgrade",
    ]
}
