import RelayTesting

/// How an API deals with what it is asked.
enum Mood: CaseIterable, Sendable {
    case well, moody, away, failing, limiting, locked, silent

    /// A mood for a while.
    struct Spell: Sendable {
        let mood: Mood
        let until: Duration
    }

    func conduct(_ random: inout SeededRandom) -> Conduct {
        switch self {
        case .well: .takes(after: .milliseconds(random.integer(in: 5..<200)))
        case .away: .cannotBeReached
        case .failing: random.chance(1, outOf: 4) ? .takesAndFails : .fails
        case .limiting: limited(&random)
        case .locked: random.chance(1, outOf: 8) ? .takes(after: .milliseconds(50)) : .locksOut
        case .silent: random.chance(1, outOf: 2) ? .takesInSilence : .loses
        case .moody: moody(&random)
        }
    }

    private func limited(_ random: inout SeededRandom) -> Conduct {
        guard random.chance(2, outOf: 3) else { return .takes(after: .milliseconds(40)) }
        return .limits(
            status: random.chance(3, outOf: 4) ? 429 : 503,
            seconds: random.chance(3, outOf: 4) ? random.integer(in: 1..<180) : nil
        )
    }

    private func moody(_ random: inout SeededRandom) -> Conduct {
        switch random.below(12) {
        case 0: .refuses
        case 1: .fails
        case 2: .limits(status: 429, seconds: random.integer(in: 1..<90))
        case 3: .takes(after: .seconds(random.integer(in: 1..<29)))
        case 4: .takesInSilence
        case 5: .loses
        case 6: .cannotBeReached
        case 7: .takesAndFails
        default: .takes(after: .milliseconds(random.integer(in: 5..<900)))
        }
    }

    /// Moods that follow each other over a while.
    static func spells(over length: Duration, _ random: inout SeededRandom) -> [Spell] {
        var (spells, end): ([Spell], Duration) = ([], .zero)
        while end < length {
            end += .seconds(random.integer(in: 20..<2_400))
            let mood = random.chance(1, outOf: 3) ? .well : random.element(of: Mood.allCases) ?? .well
            spells.append(Spell(mood: mood, until: end))
        }
        return spells
    }
}
