import LinuxIO
import RelayMocks

/// What the stand-ins carried out, by the keys of the deliveries.
final class EnduranceLedger: Sendable {
    private let writes = Lock<[String: [String: [Write]]]>([:])
    private let count = Lock(0)

    /// One time that something was carried out.
    struct Write: Sendable {
        /// The so-manieth of all.
        let place: Int
        let at: Moment
        /// Whether an answer left.
        let isAnswered: Bool
    }

    /// By APIs, and then by deliveries.
    var state: [String: [String: [Write]]] { writes.withLock { $0 } }

    func note(_ judged: StandIns.Judged) {
        guard let api = judged.api, let key = judged.request.values(of: "Idempotency-Key").first else { return }
        if case .refused = judged.fault { return }
        guard (200..<300).contains(judged.status) else { return }
        let place = count.withLock { count in
            count += 1
            return count
        }
        let isAnswered = judged.fault != .unanswered && judged.fault != .cut
        let write = Write(place: place, at: .current, isAnswered: isAnswered)
        // A revision of the body has its number behind the delivery's id.
        let delivery = key.split(separator: ".").first.map { String($0) } ?? key
        writes.withLock { $0[api, default: [:]][delivery, default: []].append(write) }
    }
}
