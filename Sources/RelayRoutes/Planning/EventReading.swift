import CEL

/// What expressions read of an event: nothing else is made ready for them.
///
/// Headers and queries become maps, which takes longer than most conditions do, and paths of other sources lead nowhere.
/// A set of bits, since it is compared for each route.
struct EventReading: OptionSet, Sendable {
    let rawValue: UInt128

    /// More than these paths have no bit.
    static let pathLimit = 64

    static let wholeEvent = EventReading(bit: Vocabulary.EventName.allCases.count)

    /// All that there is, for who explains.
    static let everything = EventReading(rawValue: .max)

    static func path(_ number: Int) -> EventReading {
        precondition(number < pathLimit, "each path has a bit")
        return EventReading(bit: Vocabulary.EventName.allCases.count + 1 + number)
    }

    init(rawValue: UInt128) {
        self.rawValue = rawValue
    }

    private init(bit: Int) {
        rawValue = 1 << UInt128(bit)
    }

    init(_ name: Vocabulary.EventName) {
        guard let bit = Vocabulary.EventName.allCases.firstIndex(of: name) else {
            preconditionFailure("all cases are among all cases")
        }
        self.init(bit: bit)
    }

    /// What these expressions read, apart from shared paths.
    init(_ usage: NameUsage) {
        self = usage.usesWholeEvent ? .wholeEvent : []
        for name in usage.eventNames { insert(EventReading(name)) }
    }

    /// What planning a route reads.
    init(_ conditions: [EarlyCondition], lead: Program?) {
        var usage = NameUsage()
        for program in conditions.map(\.program) + [lead].compactMap({ $0 }) { usage.add(program.expression) }
        self.init(usage)
        for condition in conditions { formUnion(condition.paths) }
    }
}
