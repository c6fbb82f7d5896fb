import JSON

/// Which of a file's rules some answer can get to.
struct RuleReach {
    private var reached: Set<JSONPlace> = []
    private var met: [JSONPlace: Spot] = [:]

    /// Notes which rules of a whole list are behind others that leave nothing to them.
    mutating func follow(_ rules: [AnswerRule]) {
        var taken = AnswerStatus.nothing
        for rule in rules {
            if let spot = rule.spot {
                met[spot.place] = spot
                if !rule.status.isCovered(by: taken) { reached.insert(spot.place) }
            }
            if rule.when == nil { taken.formUnion(rule.status) }
        }
    }

    /// The rules that are behind such others wherever they stand: a list may be included more than once.
    var findings: [Finding] {
        let fact = "those before this rule take every status that it is for, so that no answer gets here"
        return met.filter { !reached.contains($0.key) }.values.map { spot in
            Finding(.unreachableRule, at: spot, fact, "Move it up, or give those before it a \"when\".")
        }
    }
}
