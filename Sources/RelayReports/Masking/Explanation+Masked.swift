import RelayAuthoring
import RelayRoutes

extension Explanation {
    /// The explanation without what the mask hides: the values that its clauses saw, and sentences that repeat them.
    func masked(by mask: Mask) -> Explanation {
        guard !mask.isRevealing else { return self }
        return rewritten(
            sight: { sight in
                guard mask.hides(sight.value, treatment(of: sight.path)) else { return sight.value }
                return Mask.placeholder(forShown: sight.value)
            },
            sentence: { mask.hides($0) ? "what it saw there is masked (--reveal shows it)" : $0 }
        )
    }

    /// What the names of a path such as `event.body.customer.name` say; that it is of an event's body says nothing.
    private func treatment(of path: String) -> SensitiveNames.Treatment {
        let names = path.split { ".[]?\"' ".contains($0) }.map(String.init)
        let own = names.first == "event" ? names.dropFirst(2) : names[...]
        return own.map { SensitiveNames.treatment(of: $0, in: .event) }.max() ?? .plain
    }
}

extension Mask {
    /// What stands for a value that is a text already, one in quotes if it was a text before.
    fileprivate static func placeholder(forShown value: String) -> String {
        if value.first == "\"" {
            return value.hasSuffix("…\"") ? "<text>" : placeholder(forText: value.count - 2)
        }
        return value.first.map { "-0123456789".contains($0) } == true ? placeholder(forNumber: value.count) : "<masked>"
    }
}
