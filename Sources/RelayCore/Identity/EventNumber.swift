package import CivilTime

/// An accepted event's own number: in the order of acceptance, and never given twice.
package struct EventNumber: Sendable, Hashable, Comparable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Reads `ev_06f3k…`.
    package init?(text: String) {
        guard text.hasPrefix(Self.prefix), let number = Base32Text.number(text.dropFirst(Self.prefix.count)) else {
            return nil
        }
        self.init(rawValue: number)
    }

    package var text: String { Base32Text.text(rawValue, prefix: Self.prefix) }

    /// The bytes of the text, for an answer in which they are written at once.
    package var characters: [16 of UInt8] {
        var characters = [16 of UInt8](repeating: 0)
        var output = characters.mutableSpan
        Base32Text.write(rawValue, prefix: Self.prefix, into: &output)
        return characters
    }

    /// The lowest number that can be given at a moment or after it, to the millisecond: events before it are older.
    package static func first(at moment: Timestamp) -> EventNumber {
        EventNumber(rawValue: EventNumbers.milliseconds(at: moment) << 22)
    }

    /// The moment that it was given at, to the millisecond; or later, where so many were given at once or the clock had
    /// been put back.
    package var moment: Timestamp { Timestamp(microseconds: EventNumbers.microseconds(of: rawValue)) }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    private static let prefix = "ev_"
}

extension EventNumber: CustomStringConvertible {
    package var description: String { text }
}

/// Gives event numbers: milliseconds first, then the node, then a count, so that they rise with time even over restarts.
package struct EventNumbers: Sendable {
    private let node: Int64
    private var last: Int64

    /// - Parameters:
    ///   - node: 0 to 1023, different for each node that writes to one store.
    ///   - last: The highest number given so far, so that a clock that was put back does no harm.
    package init(node: Int = 0, after last: EventNumber? = nil) {
        precondition((0..<1_024).contains(node), "a node is 0 to 1023")
        self.node = Int64(node)
        self.last = last?.rawValue ?? 0
    }

    package mutating func next(at now: Timestamp) -> EventNumber {
        let earliest = Self.milliseconds(at: now) << 22 | node << 12
        // Past 4,096 in a millisecond the count runs into the next; it never leaves the node's own numbers.
        last = max(earliest, Self.successor(of: last, node))
        return EventNumber(rawValue: last)
    }

    private static func successor(of number: Int64, _ node: Int64) -> Int64 {
        let next = (number >> 22) << 22 | node << 12 | (number + 1) & 0xFFF
        return next > number ? next : ((number >> 22) + 1) << 22 | node << 12
    }

    /// What a number begins with; 41 bits last until 2093.
    fileprivate static func milliseconds(at moment: Timestamp) -> Int64 {
        min(max(0, moment.milliseconds - epoch), 1 << 41 - 1)
    }

    /// When a number begins with that, since 1970.
    fileprivate static func microseconds(of number: Int64) -> Int64 { ((number >> 22) + epoch) * 1_000 }

    /// 2024-01-01T00:00:00Z, in milliseconds.
    package static let epoch: Int64 = 1_704_067_200_000
}
