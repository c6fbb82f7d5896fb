import CivilTime
import RelayCore
import Testing

/// What tests of the delivery machine start from.
enum Samples {
    static let beginning = Timestamp(microseconds: 1_771_612_789_000_000)
    static let id = DeliveryID(event: EventNumber(rawValue: 7), number: 0)
    static let reason = Reason("because", remedy: "mend it")

    static func delivery(_ state: Delivery.State, _ history: Delivery.History = .init()) -> Delivery {
        Delivery(id: id, since: beginning, state: state, history: history)
    }

    static func moment(
        after time: Duration = .zero,
        policy: RetryPolicy = .standard,
        jitter: Jitter = Jitter(.max),
        worthUntil: Timestamp? = nil
    ) -> Delivery.Moment {
        Delivery.Moment(now: beginning + time, policy: policy, jitter: jitter, worthUntil: worthUntil)
    }
}

extension Delivery {
    var fate: Fate? {
        if case .finished(let fate, _) = state { fate } else { nil }
    }
}
