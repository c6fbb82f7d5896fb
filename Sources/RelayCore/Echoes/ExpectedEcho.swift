/// What an API will report of a write of ours, to whoever takes its events: written down before the write leaves, because
/// the event may come before the answer does.
package struct ExpectedEcho: Sendable, Equatable {
    package let destination: String
    /// As the write names it, which is how the API's events do.
    package let lead: String
    package let field: String
    package let value: String
    /// The delivery that writes, and which of its attempts.
    package let delivery: DeliveryID
    package let attempt: Int
    /// Whether a person had it sent again.
    package let isReplayed: Bool

    /// How long it is looked for.
    package static let lifetime: Duration = .seconds(600)

    /// What occurred at the API less than that after a write may have occurred before it: clocks differ.
    package static let clockDifference: Duration = .seconds(5)

    package init(
        destination: String,
        lead: String,
        field: String,
        value: String,
        delivery: DeliveryID,
        attempt: Int,
        isReplayed: Bool = false
    ) {
        self.destination = destination
        self.lead = lead
        self.field = field
        self.value = value
        self.delivery = delivery
        self.attempt = attempt
        self.isReplayed = isReplayed
    }
}

/// What an event says of its lead, in the words of a destination that is written to.
package struct EchoReport: Sendable, Equatable {
    package let destination: String
    package let field: String
    package let value: String

    package init(destination: String, field: String, value: String) {
        self.destination = destination
        self.field = field
        self.value = value
    }
}

/// An event that was held against a write of ours.
package struct EchoMatch: Sendable, Equatable {
    /// The delivery that wrote.
    package let delivery: DeliveryID
    package let destination: String
    package let field: String
    package let expected: String
    package let reported: String

    package init(delivery: DeliveryID, destination: String, field: String, expected: String, reported: String) {
        self.delivery = delivery
        self.destination = destination
        self.field = field
        self.expected = expected
        self.reported = reported
    }

    /// A report that was held against the value that a delivery wrote.
    package init(_ report: EchoReport, of delivery: DeliveryID, expected: String) {
        self.init(
            delivery: delivery,
            destination: report.destination,
            field: report.field,
            expected: expected,
            reported: report.value
        )
    }

    /// Whether it only repeats the write; otherwise somebody has written another value meanwhile.
    package var isEcho: Bool { ExactText(expected) == ExactText(reported) }
}

extension Attempt {
    /// Whether the API has certainly not done what it was asked for, so that it will not report it either.
    package var hasChangedNothing: Bool {
        guard let status else { return SendFailure(rawValue: failure).map { !$0.mayHaveArrived } ?? false }
        return (400..<500).contains(status)
    }
}

extension StoredDelivery {
    /// Whether the API has said that it has done what was asked for, rather than that it was so already.
    package var hasWritten: Bool {
        if case .finished(let fate, _) = delivery.state { fate.isDelivered && fate != .alreadySo } else { false }
    }
}

extension SendFailure {
    /// Whether the request may have left before it failed.
    fileprivate var mayHaveArrived: Bool {
        switch self {
        case .dns, .connectRefused, .connectTimeout, .connect, .tlsCertificate, .tls, .proxyAuth, .secretMissing,
            .secretUnusable, .token, .requestInvalid:
            false
        case .proxy, .reset, .cut, .timeout, .answerMalformed, .answerTooLong, .cancelled: true
        }
    }
}
