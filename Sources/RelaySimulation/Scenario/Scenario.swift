import RelayStore
import RelayTesting

/// All that will happen in a run, drawn from its seed: what is sent, what goes wrong, and when.
struct Scenario: Sendable {
    let posts: [Post]
    let deeds: [Deed]
    /// The first while of each life of the relay, after which its power fails.
    let outages: [Outage]
    let moods: [String: [Mood.Spell]]
    let memory: MemoryLimits
    let checkpointPages: Int
    let sector: Int32

    /// A webhook that a sender sends until it is answered, and then again, if it does so `times`.
    struct Post: Sendable {
        let at: Duration
        let source: String
        let id: String
        let lead: String?
        /// What it says of the lead.
        let value: String
        /// When it occurred, after the beginning.
        let occurred: Duration
        let times: Int
    }

    /// What a person or the machine does at some time.
    struct Deed: Sendable {
        let at: Duration
        let kind: Kind

        enum Kind: Sendable {
            case replay, replayEvenIfStale, discard
            case reload
            case restart
            case clockJump(Duration)
            case faults(ForgetfulDisk.Faults, for: Duration)
        }
    }

    struct Outage: Sendable {
        let moment: Moment
        let loss: ForgetfulDisk.Loss
        let downtime: Duration

        enum Moment: Sendable {
            /// So many steps after the start: at any `await`.
            case step(Int)
            /// At such a change to the disk after the start: within any commit.
            case change(Int)
        }
    }

    init(accounts: [String], _ random: inout SeededRandom) {
        let length = Duration.seconds(random.integer(in: 60..<7_200))
        posts = Post.drawn(over: length, &random)
        deeds = Deed.drawn(over: length, &random)
        outages = (0..<max(0, random.integer(in: -1..<5))).map { _ in Outage(&random) }
        var moods: [String: [Mood.Spell]] = [:]
        for account in accounts { moods[account] = Mood.spells(over: length, &random) }
        self.moods = moods
        let isTight = random.chance(1, outOf: 2)
        memory = isTight ? MemoryLimits(ids: 4, events: 3, places: 4, slice: 2) : .standard
        checkpointPages = random.element(of: [8, 40, 500]) ?? 500
        sector = random.chance(1, outOf: 2) ? 512 : 4_096
    }
}

extension Scenario.Post {
    fileprivate static func drawn(over length: Duration, _ random: inout SeededRandom) -> [Self] {
        let leads = random.integer(in: 1..<5)
        // Many come at once as often as one by one.
        let isBurst = random.chance(1, outOf: 2)
        let window = isBurst ? Duration.seconds(10) : length
        return (0..<random.integer(in: 8..<34)).map { number in
            let at = window * random.below(1_000) / 1_000
            let source = random.element(of: ["crm", "crm", "crm", "crm", "crm", "mirror", "shop", "shop"]) ?? "crm"
            return Self(
                at: at,
                source: source,
                id: "e\(number)",
                lead: random.chance(1, outOf: 12) ? nil : "l\(random.below(leads))",
                // What a person writes at an API is told from what we have written there.
                value: source == "mirror" ? "p\(number)" : "v\(random.below(4))",
                occurred: source == "mirror" ? at : .seconds(random.integer(in: -300..<300)),
                times: random.chance(1, outOf: 5) ? 2 : 1
            )
        }
    }
}

extension Scenario.Deed {
    fileprivate static func drawn(over length: Duration, _ random: inout SeededRandom) -> [Self] {
        let deeds = (0..<random.integer(in: 0..<10)).map { _ in
            // Much happens at a start, when nothing is known yet.
            let window = random.chance(1, outOf: 4) ? Duration.seconds(10) : length
            return Self(at: window * random.below(1_000) / 1_000, kind: kind(&random))
        }
        return deeds.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1)
    }

    private static func kind(_ random: inout SeededRandom) -> Kind {
        switch random.below(10) {
        case 0, 1: .replay
        case 2: .replayEvenIfStale
        case 3: .discard
        case 4: .reload
        case 5: .restart
        case 6: .clockJump(.seconds(random.integer(in: 20..<(random.chance(1, outOf: 6) ? 50_000 : 7_200))))
        case 7: .clockJump(.seconds(-random.integer(in: 20..<7_200)))
        default:
            .faults(
                random.element(of: [.reading, .writing, .syncing, .full, [.reading, .writing]]) ?? .full,
                for: .milliseconds(random.integer(in: 1..<20_000))
            )
        }
    }
}

extension Scenario.Outage {
    fileprivate init(_ random: inout SeededRandom) {
        moment = random.chance(1, outOf: 2) ? .step(random.below(1_500)) : .change(random.below(400))
        loss = random.element(of: ForgetfulDisk.Loss.allCases) ?? .all
        downtime = .seconds(random.integer(in: 1..<900))
    }
}
