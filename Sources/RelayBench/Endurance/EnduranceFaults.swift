import RelayMocks

extension FaultPlan {
    /// A fifth of the faults each, but for those that hold up more than the one request; half of the answers that are
    /// lost can be cut instead.
    static func ofAllKinds(perMille: Int, cutting isCutting: Bool = false) -> FaultPlan {
        let share = perMille / 5
        let cut = isCutting ? share / 2 : 0
        let entries = [
            Entry(.refused(status: 503), perMille: share),
            Entry(.refused(status: 429, retryAfter: 1), perMille: share / 10),
            Entry(.dropped, perMille: share),
            Entry(.unanswered, perMille: share - cut),
            Entry(.cut, perMille: cut),
            Entry(.slow(.milliseconds(300)), perMille: share - share / 10),
            Entry(.hanging(.seconds(8)), perMille: share / 10),
        ]
        return FaultPlan(perMille == 0 ? [] : entries, seed: 7)
    }
}
