import CivilTime
import CommandLineFrame
import RelayCore
import RelayMocks
import RelayService

/// What a demo shows, one event after the other.
struct DemoStory {
    private let world: DemoWorld
    private let teller: DemoTeller
    private var events = 0
    /// Whether each thing came out as it is told.
    private(set) var isAsTold = true

    init(_ world: DemoWorld, _ console: any Console) {
        self.world = world
        teller = DemoTeller(console)
    }

    private var john: String { DemoStandIns.john.id }

    /// Tells all of it; with `repairing` it also does what a person would do about the dead letter.
    mutating func tell(repairing: Bool) async throws {
        try begin()
        let first = try await tellChange()
        try await tellDuplicate(of: first)
        try await tellForgery()
        try await tellSale()
        try await tellUnmapped()
        try await tellDeadLetter(repairing: repairing)
    }

    private func begin() throws {
        try teller.say("LeadTrackr, Octanist, Leadping and Sendpilot as stand-ins, and a relay before them.")
        try teller.fact("relay", "http://\(world.relay)")
        try teller.fact("stand-ins", "\(world.apis)/NAME; what they received: \(world.apis)/_received")
        try teller.fact("folder", "\(world.folder.path): routes.json, data, secrets, relay.log")
    }

    // MARK: Chapters

    private mutating func tellChange() async throws -> Emission? {
        try teller.chapter("A lead answers, and a person sets its status at Sendpilot to OPPORTUNITY.")
        guard let emission = world.change(john, to: "OPPORTUNITY") else { return nil }
        let receipt = await world.sender.post(emission)
        try tellAccepted(receipt, "its signature is right, and it is on disk")
        try await tellOutcomes(of: receipt, expecting: [.delivered, .delivered, .delivered])
        return emission
    }

    private mutating func tellDuplicate(of emission: Emission?) async throws {
        try teller.chapter("Sendpilot sends the same again, as senders do when an answer gets lost.")
        guard let emission else { return expect(false) }
        let receipt = await world.sender.post(emission)
        expect(receipt.status == 200)
        try teller.fact("duplicate", "\(told(receipt)): the same answer as before, and nothing is sent twice")
    }

    private mutating func tellForgery() async throws {
        try teller.chapter("Somebody else posts an event, and cannot sign it.")
        let body = #"{"eventType":"lead.updated","data":{"leadId":"\#(john)","newStatus":"OPPORTUNITY"}}"#
        let receipt = await world.sender.post(forged: body)
        expect(receipt.status == 401)
        try teller.fact("refused", "\(told(receipt)): nothing of it is read or kept but that it came")
    }

    private mutating func tellSale() async throws {
        try teller.chapter("The CRM tells of a sale of 50.00, and Leadping is down for a moment.")
        world.standIns.failNext(1, at: "leadping")
        let latest = try world.ledger.events(EventQuery(limit: 1)).first?.number
        let body = """
            {"type":"deal.won","timestamp":"\(world.now.rfc3339)","data":{"sendpilotLead":"\(john)",\
            "octanistLead":"\(DemoStandIns.john.octanist)","valueCents":5000}}
            """
        let receipt = try await world.sender.post(crm: body, id: "msg_\(world.now.microseconds)")
        try tellAccepted(receipt, "signed in another way, for another route")
        try await tellOutcomes(of: receipt, expecting: [.delivered, .delivered, .delivered, .delivered])
        try await tellEcho(after: latest)
    }

    /// Sendpilot tells of our own write, as of any other.
    private mutating func tellEcho(after latest: EventNumber?) async throws {
        let echo = try await world.wait {
            var query = EventQuery(limit: 20)
            (query.source, query.lead, query.after) = ("sendpilot", john, latest)
            return try world.ledger.events(query).first { $0.number != latest }
        }
        expect(echo?.isEcho == true)
        guard let echo, echo.isEcho else { return }
        events += 1
        let id = echo.number.text
        try teller.fact("echo", "Sendpilot reports that DONE back: \(id) is our own write, and goes nowhere")
    }

    private mutating func tellUnmapped() async throws {
        try teller.chapter("A status comes that no route has a word for: MESSAGE_SENT.")
        guard let emission = world.change(john, to: "MESSAGE_SENT") else { return expect(false) }
        let receipt = await world.sender.post(emission)
        try tellAccepted(receipt, "kept, and sent to nobody")
        expect(receipt.deliveries == 0)
        if let event = receipt.event { try teller.fact("why", "leadrelay events show \(event.text)") }
    }

    private mutating func tellDeadLetter(repairing: Bool) async throws {
        try teller.chapter("A lead loses interest whom LeadTrackr has never heard of.")
        guard let emission = world.change(DemoStandIns.stranger, to: "NOT_INTERESTED") else { return expect(false) }
        let receipt = await world.sender.post(emission)
        try tellAccepted(receipt, "planned as any other")
        try await tellOutcomes(of: receipt, expecting: [.dead, .skipped])
        guard let event = receipt.event,
            let letter = try world.ledger.deliveries(of: event).first(where: { $0.fate == .dead })
        else { return expect(false) }
        let id = letter.stored.id
        world.standIns.introduceStranger()
        try teller.fact("mended", "somebody has made the lead at LeadTrackr by now")
        try teller.fact("repair", "leadrelay dead replay \(id.text)")
        guard repairing else { return }
        _ = try ControlClient(world.folder.data).change(.replay(.inOrder), id, at: world.now)
        let repaired = try await world.wait {
            try world.ledger.deliveries(of: event).first { $0.stored.id == id && $0.fate != .dead && $0.fate != nil }
        }
        expect(repaired?.fate == .delivered)
        if let repaired { try teller.outcome(repaired, try world.ledger.attempts(of: id).suffix(1)) }
    }

    // MARK: Telling

    private mutating func expect(_ holds: Bool) {
        if !holds { isAsTold = false }
    }

    private func told(_ receipt: DemoSender.Receipt) -> String {
        "\(receipt.status.map { "\($0)" } ?? "no answer") after \(receipt.took.inMilliseconds)"
    }

    private mutating func tellAccepted(_ receipt: DemoSender.Receipt, _ words: String) throws {
        expect(receipt.status == 200 && receipt.event != nil)
        events += 1
        let name = receipt.event.map { ", as \($0.text)" } ?? ""
        try teller.fact("accepted", "\(told(receipt)): \(words)\(name)")
    }

    private mutating func tellOutcomes(of receipt: DemoSender.Receipt, expecting fates: [Fate]) async throws {
        guard let event = receipt.event, let outcomes = try await world.outcomes(of: event) else {
            return expect(false)
        }
        for outcome in outcomes { try teller.outcome(outcome, try world.ledger.attempts(of: outcome.stored.id)) }
        expect(outcomes.compactMap(\.fate) == fates)
    }

    /// Says in a line what became of all.
    func sumUp() throws {
        var fates: [Fate: Int] = [:]
        for delivery in try world.ledger.deliveries(DeliveryQuery(limit: 1_000)) {
            if let fate = delivery.fate { fates[fate, default: 0] += 1 }
        }
        let known = Fate.allCases.compactMap { fate in fates[fate].map { "\($0) \(fate.rawValue)" } }
        try teller.chapter("That was all.")
        try teller.fact("events", "\(events) accepted, 1 of them an echo; 1 duplicate, 1 refused")
        try teller.fact("deliveries", known.joined(separator: ", "))
        let otherwise = "Something came out otherwise than told. The folder stays: \(world.folder.path)"
        try teller.say(isAsTold ? "Everything came out as told." : otherwise)
    }
}

extension DeliverySummary {
    /// Nil while it waits.
    fileprivate var fate: Fate? {
        if case .finished(let fate, _) = stored.delivery.state { fate } else { nil }
    }
}
