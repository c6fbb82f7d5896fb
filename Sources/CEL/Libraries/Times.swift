import CivilTime

/// `getFullYear`, `getHours` and the other parts of timestamps and durations.
struct Times: Sendable {
    private let timeZones: any TimeZones

    /// A part of a timestamp, given what calendars and clocks of its time zone show.
    private typealias Part = @Sendable (CivilDateTime, Timestamp) -> Int
    /// A part of a duration.
    private typealias Amount = @Sendable (Duration) -> Int64

    static func functions(timeZones: any TimeZones) -> [Function] {
        Times(timeZones: timeZones).all
    }

    private var all: [Function] {
        [
            make("getFullYear") { civil, _ in civil.date.year },
            make("getMonth") { civil, _ in civil.date.month - 1 },
            make("getDate") { civil, _ in civil.date.day },
            make("getDayOfMonth") { civil, _ in civil.date.day - 1 },
            make("getDayOfWeek") { civil, _ in civil.date.dayOfWeek },
            make("getDayOfYear") { civil, _ in civil.date.dayOfYear },
            make("getHours", of: { $0.components.seconds / 3600 }) { civil, _ in civil.hour },
            make("getMinutes", of: { $0.components.seconds / 60 }) { civil, _ in civil.minute },
            make("getSeconds", of: { $0.components.seconds }) { civil, _ in civil.second },
            // Of a duration too only what is beyond its whole seconds; its hours, minutes and seconds are the whole of it.
            make("getMilliseconds", of: { $0.components.attoseconds / 1_000_000_000_000_000 }) { _, timestamp in
                Int(timestamp.nanoseconds) / 1_000_000
            },
        ]
    }

    private func make(_ name: String, of amount: Amount? = nil, _ part: @escaping Part) -> Function {
        let moments: [Overload] = [
            .member(.timestamp, returns: .int), .member(.timestamp, .string, returns: .int),
        ]
        return Function(
            name,
            amount == nil ? moments : moments + [.member(.duration, returns: .int)],
            .unary { value, _ throws(EvaluationError) in
                switch value {
                case .timestamp(let timestamp): .int(Int64(part(CivilDateTime(timestamp), timestamp)))
                case .duration(let duration): amount.map { .int($0(duration)) }
                default: nil
                }
            },
            .binary { value, zone, budget throws(EvaluationError) in
                guard case .timestamp(let timestamp) = value, case .string(let zone) = zone else { return nil }
                let offset = try offset(of: zone, at: timestamp.seconds, &budget)
                return .int(Int64(part(CivilDateTime(timestamp, offset: offset), timestamp)))
            },
            prepare: { constants throws(EvaluationError) in
                // A zone that nobody knows is a mistake to report before anything runs.
                guard constants.count == 2, case .string(let zone) = constants[1] else { return nil }
                var budget = Budget()
                _ = try offset(of: zone, at: 0, &budget)
                return nil
            }
        )
    }

    /// No zone has a longer name.
    private static let longestName = 100

    private func offset(
        of zone: String,
        at seconds: Int64,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Int {
        let isName = zone.utf8.count <= Self.longestName
        let offset =
            isName ? FixedTimeZones().offset(of: zone, at: seconds) ?? timeZones.offset(of: zone, at: seconds) : nil
        guard let offset else {
            try budget.chargeForFailure()
            throw EvaluationError(.invalidArgument, "no time zone \(Value.string(zone).shown) is known")
        }
        return offset
    }
}
