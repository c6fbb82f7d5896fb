/// A delivery's id, which is also its idempotency key: the event, and which of its sends.
package struct DeliveryID: Sendable, Hashable, Comparable {
    package let event: EventNumber
    /// Its place among the event's deliveries, from zero.
    package let number: Int

    package init(event: EventNumber, number: Int) {
        self.event = event
        self.number = number
    }

    /// Reads `dl_06f3k…_0`.
    package init?(text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "dl", let event = Base32Text.number(parts[1]),
            let number = Int(parts[2]), number >= 0, String(number) == parts[2]
        else { return nil }
        self.init(event: EventNumber(rawValue: event), number: number)
    }

    package var text: String {
        var text = "dl_"
        text.reserveCapacity(24)
        text += Base32Text.text(event.rawValue)
        text += "_"
        text += String(number)
        return text
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.event, left.number) < (right.event, right.number)
    }
}

extension DeliveryID: CustomStringConvertible {
    package var description: String { text }
}
