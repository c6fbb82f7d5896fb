/// A phone number of the world: ITU-T E.164.
struct PhoneNumber: Equatable {
    let callingCode: String
    /// What follows the calling code.
    let national: String

    /// Reads a number as it is written in a country, for dialling there or from abroad.
    init(_ text: String, in plan: NumberingPlan) throws(PhoneProblem) {
        let written = try WrittenPhoneNumber(text)
        if let start = try Self.callingCodeStart(written, plan) {
            try self.init(abroad: written, from: start, preferring: plan)
        } else {
            try self.init(athome: written.digits, plan)
        }
    }

    /// Where the calling code begins; nil in a number that has none.
    private static func callingCodeStart(
        _ written: WrittenPhoneNumber,
        _ plan: NumberingPlan
    ) throws(PhoneProblem) -> Int? {
        if written.hasPlus { return 0 }
        if let exit = plan.exits.first(where: written.digits.hasPrefix) { return exit.utf8.count }
        guard !written.digits.hasPrefix("00") else {
            throw PhoneProblem(
                "the phone number begins with 00, which does not lead abroad from \(plan.country)",
                "Write + and the calling code"
            )
        }
        return nil
    }

    private init(
        abroad written: WrittenPhoneNumber,
        from start: Int,
        preferring preferred: NumberingPlan
    ) throws(PhoneProblem) {
        let digits = String(written.digits.dropFirst(start))
        guard let plan = NumberingPlan.of(callingCodeAtStartOf: digits, preferring: preferred) else {
            throw PhoneProblem(
                "the calling code of the phone number belongs to no country that is known here",
                "Pass numbers of other countries on as they are"
            )
        }
        let end = start + plan.callingCode.utf8.count
        let trunk = end..<end + plan.trunkPrefix.utf8.count
        let national = digits.dropFirst(plan.callingCode.utf8.count)
        // "+44 (0)20": the zero in parentheses is for callers at home.
        let skipsTrunk = !trunk.isEmpty && written.enclosed == trunk && national.hasPrefix(plan.trunkPrefix)
        try self.init(String(national.dropFirst(skipsTrunk ? trunk.count : 0)), plan)
    }

    private init(athome digits: String, _ plan: NumberingPlan) throws(PhoneProblem) {
        let hasTrunk = digits.hasPrefix(plan.trunkPrefix)
        try self.init(String(digits.dropFirst(hasTrunk ? plan.trunkPrefix.utf8.count : 0)), plan)
        if case .required(let prefix) = plan.trunk, !hasTrunk {
            throw PhoneProblem(
                "the phone number begins neither with \(prefix) nor with +\(plan.callingCode), so it may lack a part",
                "Write it as it is dialled in \(plan.country), or from abroad"
            )
        }
    }

    private init(_ national: String, _ plan: NumberingPlan) throws(PhoneProblem) {
        let count = national.utf8.count
        guard plan.lengths.contains(count) else {
            let fault = count < plan.lengths.lowerBound ? "short" : "long"
            throw PhoneProblem(
                "the phone number is too \(fault): \(count) digits, \(plan.country) numbers have \(plan.lengthsShown)",
                "Write all of it, and + before a calling code"
            )
        }
        guard let first = national.first, plan.allows(leading: first) else {
            throw PhoneProblem(
                "the phone number has a \(national.prefix(1)) where \(plan.country) numbers have none",
                "Behind the calling code comes no \(national.prefix(1))"
            )
        }
        callingCode = plan.callingCode
        self.national = national
    }

    var e164: String { "+\(callingCode)\(national)" }
}
