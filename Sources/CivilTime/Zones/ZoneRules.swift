/// How far a place's clocks are from UTC, at any moment.
package struct ZoneRules: Sendable, Hashable {
    /// From this second on the clocks are `offset` seconds east of UTC.
    struct Transition: Sendable, Hashable {
        let seconds: Int64
        let offset: Int32
    }

    /// The offset before the first transition.
    let initialOffset: Int32
    /// In the order of time.
    let transitions: [Transition]
    /// What holds after the last transition; without a rule its offset stays.
    let laterYears: YearlyRule?

    package static let utc = ZoneRules(fixedOffset: 0)

    init(initialOffset: Int32, transitions: [Transition], laterYears: YearlyRule?) {
        self.initialOffset = initialOffset
        self.transitions = transitions
        self.laterYears = laterYears
    }

    init(fixedOffset: Int32) {
        self.init(initialOffset: fixedOffset, transitions: [], laterYears: nil)
    }

    /// The seconds that clocks are ahead of UTC (east of it) at a moment in seconds since 1970, or behind it when
    /// negative.
    package func offset(at seconds: Int64) -> Int {
        let past = transitionCount(notAfter: seconds)
        if past == transitions.count, let laterYears { return laterYears.offset(at: seconds) }
        return Int(past == 0 ? initialOffset : transitions[past - 1].offset)
    }

    /// What the calendars and clocks of the place show.
    package func civil(_ timestamp: Timestamp) -> CivilDateTime {
        CivilDateTime(timestamp, offset: offset(at: timestamp.seconds))
    }

    private func transitionCount(notAfter seconds: Int64) -> Int {
        // Files without a table of years to come leave now to the rule: then there is nothing to search.
        guard let last = transitions.last, seconds < last.seconds else { return transitions.count }
        var low = 0
        var high = transitions.count - 1
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
