import CivilTime

/// Which stand-ins there are, and how each is set.
package struct StandInSetup: Sendable {
    /// Those that there can be, in the order in which they are told.
    package static let names = ["leadtrackr", "octanist", "leadping", "sendpilot", "http"]

    /// Those that there are.
    package var names: Set<String>
    package var seed: UInt64 = 0
    /// The right key of each; any is right where none is told.
    package var keys: [String: String] = [:]
    /// How long a job of LeadTrackr's stays pending.
    package var pending = Duration.zero
    /// Whether Octanist updates all leads that an e-mail or a phone matches.
    package var updatesAllMatches = false
    /// Which of Leadping's documents is followed.
    package var generation = LeadpingMock.Generation.current
    package var vocabulary = SendpilotVocabulary.union
    package var era = SendpilotEra.current

    /// All of them, with a key that is any.
    package init(_ names: some Sequence<String> = Self.names) {
        self.names = Set(names)
    }

    package func make() -> [any MockAPI] {
        Self.names.filter(names.contains).map { name in
            switch name {
            case "leadtrackr": leadTrackr
            case "octanist": octanist
            case "leadping": leadping
            case "sendpilot": sendpilot
            default: HTTPMock()
            }
        }
    }

    private var leadTrackr: LeadTrackrMock {
        var settings = LeadTrackrMock.Settings()
        settings.key = keys["leadtrackr"]
        settings.jobDuration = pending
        return LeadTrackrMock(settings: settings, seed: seed, leads: trackedLeads)
    }

    private var octanist: OctanistMock {
        var settings = OctanistMock.Settings()
        settings.key = keys["octanist"]
        settings.updatesAllMatches = updatesAllMatches
        return OctanistMock(settings: settings, seed: seed, leads: octanistLeads)
    }

    private var leadping: LeadpingMock {
        var settings = LeadpingMock.Settings()
        settings.key = keys["leadping"]
        settings.generation = generation
        return LeadpingMock(settings: settings, seed: seed, leads: pingedLeads)
    }

    private var sendpilot: SendpilotMock {
        var settings = SendpilotMock.Settings()
        settings.key = keys["sendpilot"]
        (settings.vocabulary, settings.era) = (vocabulary, era)
        return SendpilotMock(settings: settings, seed: seed, leads: pilotedLeads)
    }
}
