import CEL

/// `e164`: phone numbers in the one form that all systems take.
enum PhoneNumbers {
    static let e164 = Function(
        "e164",
        [.global(.string, .string, returns: .string)],
        .binary { phone, country, budget throws(EvaluationError) in
            guard case .string(let phone) = phone, case .string(let country) = country else { return nil }
            // A number is short, or refused unread; reading it and telling why it is wrong take no longer than this.
            try budget.chargeForFailure()
            return .string(try number(phone, try plan(country)).e164)
        },
        prepare: { constants throws(EvaluationError) in
            // A country that is not known is a mistake to report before anything runs.
            guard constants.count == 2, case .string(let country) = constants[1] else { return nil }
            let plan = try plan(country)
            if case .string(let phone) = constants[0] { _ = try number(phone, plan) }
            return nil
        }
    )

    private static func number(_ phone: String, _ plan: NumberingPlan) throws(EvaluationError) -> PhoneNumber {
        do throws(PhoneProblem) {
            return try PhoneNumber(phone, in: plan)
        } catch {
            throw EvaluationError(.invalidArgument, "\(error.fact). \(error.remedy)")
        }
    }

    private static func plan(_ country: String) throws(EvaluationError) -> NumberingPlan {
        guard country.utf8.count == 2, country.utf8.allSatisfy({ 0x41...0x5A ~= $0 & 0xDF }) else {
            throw EvaluationError(.invalidArgument, "the country is no code of two letters. Write one such as NL")
        }
        let code = country.uppercased()
        guard let plan = NumberingPlan.of(country: code) else {
            let remedy = code == "UK" ? "It is written GB" : "Pass numbers of other countries on as they are"
            throw EvaluationError(.invalidArgument, "the phone numbers of \(code) are not known here. \(remedy)")
        }
        return plan
    }
}
