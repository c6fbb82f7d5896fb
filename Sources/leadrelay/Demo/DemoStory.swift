import CivilTime
import CommandLineFrame
import RelayCore
import RelayMocks
import RelayService

/// What a demo shows, one event after the other.
struct DemoStory {
    private let world: DemoWorld
    private let teller: DemoTeller
    /// Whether nothing comes after the story, so that the demo does itself what a person would do.
    private let isAll: Bool
    private var events: [EventNumber] = []
    private var (echoes, duplicates, refused) = (0, 0, 0)
    /// Whether each thing came out as it was to.
    private(set) var isAsTold = true

    init(_ world: DemoWorld, _ console: any Console, isAll: Bool) {
        (self.world, self.isAll) = (world, isAll)
        teller = DemoTeller(console)
    }

    private var john: String { DemoStandIns.john.id }

    /// Tells all of it.
    mutating func tell() async throws {
        try begin()
        let first = try await tellChange()
        try await tellDuplicate(of: first)
        try await tellForgery()
        try await tellSale()
        try await tellUnmapped()
        try await tellDeadLetter()
    }

    private func begin() throws {
        let folder = world.folder
        try teller.say("LeadTrackr, Octanist, Leadping and Sendpilot as stand-ins, and a relay before them.")
        try teller.fact("relay", "http://\(world.relay)")
        try teller.fact("stand-ins", "\(world.apis)/NAME; what they received: \(world.apis)/_received")
        try teller.fact("folder", "\(folder.path): routes.json, data, secrets, relay.log")
        if folder.hasOtherRoutes {
            try teller.fact("routes", "routes.json was changed, and is used as it is; remove it for the demo's own")
        }
        if isAll, folder.isTemporary {
            try teller.fact("to look", "the folder goes at the end; the commands below work in one that --folder names")
        } else {
            try teller.fact("to look", "this first, in the shell in which you try the commands below")
            try teller.say(folder.exports)
        }
    }

    // MARK: Chapters

    private mutating func tellChange() async throws -> (Emission, EventNumber)? {
        try teller.chapter("A lead answers, and a person sets its status at Sendpilot to OPPORTUNITY.")
        guard let emission = try change(john, to: "OPPORTUNITY") else { return nil }
        let receipt = try await world.ask { await $0.post(emission) }
        guard let event = try tellAccepted(receipt, "its signature is right, and it is on disk") else { return nil }
        _ = try await tellOutcomes(of: event, expecting: [.delivered, .delivered, .delivered])
        return (emission, event)
    }

    private mutating func tellDuplicate(of first: (emission: Emission, event: EventNumber)?) async throws {
        try teller.chapter("Sendpilot sends the same again, as senders do when an answer gets lost.")
        guard let first else { return try otherwise("there is none that could be sent again") }
        let emission = first.emission
        let planned = try world.ledger.deliveries(of: first.event).count
        let receipt = try await world.ask { await $0.post(emission) }
        guard receipt.status == 200, receipt.event == first.event else {
            return try otherwise("\(told(receipt)), where the answer was to be that to \(first.event.text)")
        }
        guard try world.ledger.deliveries(of: first.event).count == planned else {
            return try otherwise("\(told(receipt)), but something is sent twice")
        }
        duplicates += 1
        try teller.fact("duplicate", "\(told(receipt)): the same answer as before, and nothing is sent twice")
    }

    private mutating func tellForgery() async throws {
        try teller.chapter("Somebody else posts an event, and cannot sign it.")
        let body = #"{"eventType":"lead.updated","data":{"leadId":"\#(john)","newStatus":"OPPORTUNITY"}}"#
        let receipt = try await world.ask { await $0.post(forged: body) }
        guard receipt.status == 401 else {
            return try otherwise("\(told(receipt)), where it was to be refused with 401")
        }
        refused += 1
        try teller.fact("refused", "\(told(receipt)): nothing of it is read or kept but that it came")
    }

    private mutating func tellSale() async throws {
        try teller.chapter("The CRM tells of a sale of 50.00, and Leadping is down for a moment.")
        world.standIns.failNext(1, at: "leadping")
        let latest = try world.ledger.events(EventQuery(limit: 1)).first?.number
        let now = world.now
        let body = """
            {"type":"deal.won","timestamp":"\(now.rfc3339)","data":{"sendpilotLead":"\(john)",\
            "octanistLead":"\(DemoStandIns.john.octanist)","valueCents":5000}}
            """
        let receipt = try await world.ask { try await $0.post(crm: body, id: "msg_\(now.microseconds)") }
        guard let event = try tellAccepted(receipt, "signed in another way, for another route") else { return }
        _ = try await tellOutcomes(of: event, expecting: [.delivered, .delivered, .delivered, .delivered])
        try await tellEcho(after: latest)
    }

    /// Sendpilot tells of our own write, as of any other.
    private mutating func tellEcho(after latest: EventNumber?) async throws {
        let echo = try await world.wait {
            var query = EventQuery(limit: 20)
            (query.source, query.lead, query.after) = ("sendpilot", john, latest)
            return try world.ledger.events(query).first { $0.number != latest }
        }
        guard let echo else { return try otherwise("Sendpilot does not report that DONE back") }
        events.append(echo.number)
        let id = echo.number.text
        guard echo.isEcho else {
            return try otherwise("Sendpilot reports that DONE back: \(id) is not taken for our own write")
        }
        echoes += 1
        try teller.fact("echo", "Sendpilot reports that DONE back: \(id) is our own write, and goes nowhere")
    }

    private mutating func tellUnmapped() async throws {
        try teller.chapter("A status comes that no route has a word for: MESSAGE_SENT.")
        guard let emission = try change(john, to: "MESSAGE_SENT") else { return }
        let receipt = try await world.ask { await $0.post(emission) }
        let isSent = receipt.deliveries > 0
        guard let event = try tellAccepted(receipt, isSent ? "kept" : "kept, and sent to nobody") else { return }
        if isSent { try otherwise("it has \(receipt.deliveries) deliveries, where it was to be sent to nobody") }
        try teller.fact("why", "leadrelay events show \(event.text)")
    }

    private mutating func tellDeadLetter() async throws {
        try teller.chapter("A lead loses interest whom LeadTrackr has never heard of.")
        guard let emission = try change(DemoStandIns.stranger, to: "NOT_INTERESTED") else { return }
        let receipt = try await world.ask { await $0.post(emission) }
        guard let event = try tellAccepted(receipt, "planned as any other") else { return }
        let outcomes = try await tellOutcomes(of: event, expecting: [.dead, .skipped])
        guard let letter = outcomes.first(where: { $0.fate == .dead }) else { return }
        world.standIns.introduceStranger()
        try teller.fact("mended", "somebody has made the lead at LeadTrackr by now")
        let command = "leadrelay dead replay \(letter.stored.id.text)"
        try teller.fact("repair", isAll ? "\(command), which this does itself" : command)
        if isAll { try await repair(letter, of: event) }
    }

    /// Does what a person would do about the dead letter.
    private mutating func repair(_ letter: DeliverySummary, of event: EventNumber) async throws {
        let id = letter.stored.id
        _ = try ControlClient(world.folder.data).change(.replay(.inOrder), id, at: world.now)
        let repaired = try await world.wait {
            try world.ledger.deliveries(of: event).first { $0.stored.id == id && $0.fate != .dead && $0.fate != nil }
        }
        if let repaired { try teller.outcome(repaired, try world.ledger.attempts(of: id).last) }
        if repaired?.fate != .delivered { try otherwise("it was to be delivered by that") }
    }

    // MARK: Telling

    /// Says what came, where something else was to come.
    private mutating func otherwise(_ text: String) throws {
        try world.checkEnd()
        isAsTold = false
        try teller.fact("otherwise", text)
    }

    private func told(_ receipt: DemoSender.Receipt) -> String {
        "\(receipt.status.map { "\($0)" } ?? "no answer") after \(receipt.took.inMilliseconds)"
    }

    private mutating func change(_ lead: String, to status: String) throws -> Emission? {
        let emission = world.change(lead, to: status)
        if emission == nil { try otherwise("Sendpilot's stand-in has no lead \(lead)") }
        return emission
    }

    /// The event that it became.
    private mutating func tellAccepted(_ receipt: DemoSender.Receipt, _ words: String) throws -> EventNumber? {
        guard receipt.status == 200, let event = receipt.event else {
            try otherwise("\(told(receipt)), where it was to be accepted with 200")
            return nil
        }
        events.append(event)
        try teller.fact("accepted", "\(told(receipt)): \(words), as \(event.text)")
        return event
    }

    private mutating func tellOutcomes(
        of event: EventNumber,
        expecting fates: [Fate]
    ) async throws -> [DeliverySummary] {
        var watch = DemoWatch(event, world, teller)
        let outcomes = try await watch.follow()
        guard outcomes.map(\.fate) != fates else { return outcomes }
        let came = outcomes.map { $0.fate?.rawValue ?? "waiting" }.joined(separator: ", ")
        let wanted = fates.map(\.rawValue).joined(separator: ", ")
        try otherwise("\(came.isEmpty ? "nothing is sent" : came), where \(wanted) were to come")
        return outcomes
    }

    /// Says in a few lines what became of all that this run has sent; an earlier one in the same folder does not count.
    func sumUp() throws {
        var fates: [Fate?: Int] = [:]
        for event in events {
            for delivery in try world.ledger.deliveries(of: event) { fates[delivery.fate, default: 0] += 1 }
        }
        var known = Fate.allCases.compactMap { fate in fates[fate].map { "\($0) \(fate.rawValue)" } }
        if let waiting = fates[nil] { known.append("\(waiting) waiting") }
        try teller.chapter("That was all.")
        let counts = "\(echoes) of them an echo; \(duplicates) duplicate, \(refused) refused"
        try teller.fact("events", "\(events.count) accepted, \(counts)")
        try teller.fact("deliveries", known.isEmpty ? "none" : known.joined(separator: ", "))
    }

    /// Says how it ends, and what becomes of the folder.
    func close() throws {
        let path = world.folder.path
        if !isAll { try teller.say("") }
        guard isAsTold else {
            return try teller.say("Something came out otherwise than told. The folder stays: \(path)")
        }
        if !isAll || !world.folder.isTemporary {
            try teller.say(world.folder.isTemporary ? "The folder goes: \(path)" : "The folder stays: \(path)")
        }
        try teller.say("Everything came out as told.")
    }
}
