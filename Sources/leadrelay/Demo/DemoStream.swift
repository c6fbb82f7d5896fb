import CommandLineFrame
import RelayCore
import RelayMocks
import RelayReports

/// A light stream of events after the story, for whoever looks around.
struct DemoStream {
    private let world: DemoWorld
    private let teller: DemoTeller
    private var chance: SeededChance
    private var tail: EventTail

    private static let pace = Duration.seconds(2)
    private static let statuses = ["OPPORTUNITY", "NOT_INTERESTED", "OPPORTUNITY", "MESSAGE_SENT"]

    init(_ world: DemoWorld, _ console: any Console, seed: UInt64) throws {
        self.world = world
        teller = DemoTeller(console)
        chance = SeededChance(seed: seed)
        tail = try EventTail(world.ledger, EventQuery(), followsDeliveries: true)
    }

    /// Goes on until somebody ends the demo.
    mutating func run() async throws {
        try greet()
        while true {
            try await happen()
            try await world.pause(for: Self.pace)
            for line in try tail.next(now: world.now) { try teller.say(line) }
        }
    }

    private func greet() throws {
        try teller.say("")
        try teller.say("It goes on with an event every two seconds until Ctrl-C. Look around from another terminal:")
        try teller.say("")
        try teller.say("  \(world.folder.exports) LEADRELAY_LISTEN=\(world.relay)")
        for command in [
            "leadrelay events tail --deliveries", "leadrelay lead \(DemoStandIns.john.id)", "leadrelay dead list",
            "leadrelay destinations", "leadrelay attention list", "leadrelay events list",
        ] { try teller.say("  \(command)") }
        try teller.say("")
    }

    /// Somebody changes a status at Sendpilot, and now and then an API is down for a moment.
    private mutating func happen() async throws {
        let leads = world.standIns.with(SendpilotMock.self) { $0.leads.map(\.id) } ?? []
        guard !leads.isEmpty else { return }
        let (lead, status) = (leads[chance.below(leads.count)], Self.statuses[chance.below(Self.statuses.count)])
        if chance.below(8) == 0 {
            world.standIns.failNext(1, at: DemoFolder.apis[chance.below(DemoFolder.apis.count)])
        }
        guard let emission = world.change(lead, to: status) else { return }
        _ = try await world.ask { await $0.post(emission) }
    }
}
