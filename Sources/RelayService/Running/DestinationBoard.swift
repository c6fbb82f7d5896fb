import CivilTime
import JSON
import RelayCore
import RelayDelivery
import RelayRoutes

/// How the destinations of a routes file stand, and what waits for them.
struct DestinationBoard {
    let entries: [DestinationEntry]
    let backlogs: [Backlog]
    let standings: [String: Standing]
    /// What holds their deliveries back, by their names.
    let holds: [String: [DestinationHold]]
    /// By the names of destinations those whose rate holds for them, where that is not their own.
    let quotas: [String: String]
    /// By the names of destinations those whose sends look something up there, and so wait too where it is paused.
    let askers: [String: [String]]

    /// What a store tells where no node runs on it.
    init(
        _ ledger: any Ledger,
        _ entries: [DestinationEntry],
        askers: [String: [String]],
        at now: Timestamp
    ) throws(StoreError) {
        let standings = try ledger.standings().filter { $0.value.isInForce(at: now) }
        let pauses = standings.compactMapValues { $0.pause.map { [DestinationHold($0, at: now)] } }
        let closures = try ledger.closures().filter { now < $0.value.until }.mapValues { [DestinationHold($0)] }
        let downtimes = try ledger.attention().compactMap { record in
            DestinationHold(record).map { (record.attention.subject, [$0]) }
        }
        self.init(
            entries: entries,
            backlogs: try ledger.backlogs(),
            standings: standings,
            holds: closures.merging(downtimes, uniquingKeysWith: +).merging(pauses, uniquingKeysWith: +),
            askers: askers
        )
    }

    init(
        entries: [DestinationEntry],
        backlogs: [Backlog],
        standings: [String: Standing],
        holds: [String: [DestinationHold]],
        quotas: [String: String] = [:],
        askers: [String: [String]]
    ) {
        self.entries = entries
        self.backlogs = backlogs
        self.standings = standings
        self.holds = holds
        self.quotas = quotas
        self.askers = askers
    }

    /// In the order of the file, and behind them those that are gone from it and that deliveries wait for.
    var names: [String] { entries.map(\.name) + backlogs.map(\.destination).filter { entry($0) == nil } }

    private func entry(_ name: String) -> DestinationEntry? { entries.first { $0.name == name } }

    /// A list, each with its name.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.name("destinations")
            writer.array { writer in
                for name in names {
                    writer.object { writer in
                        writer.member("name", name)
                        write(name, &writer)
                    }
                }
            }
        }
        return writer.bytes
    }

    /// All that there is to say of a destination, but for its name.
    func write(_ name: String, _ writer: inout JSONWriter) {
        let (entry, standing, holds) = (entry(name), standings[name], holds[name] ?? [])
        if let api = entry?.api?.text { writer.member("api", api) }
        writer.member("mode", mode(entry))
        let state = state(entry, standing, holds)
        writer.member("state", state)
        switch state {
        case "breaker": if let hold = holds.first(where: { $0.cause == .breaker }) { write(breaker: hold, &writer) }
        case "quota": if let hold = holds.first(where: \.isClosure) { write(closure: hold, of: name, &writer) }
        default: write(standing, &writer)
        }
        write(backlogs.first { $0.destination == name }, &writer)
        if let rate = self.entry(quotas[name] ?? name)?.json["rate"]?.string { writer.member("quota", rate) }
        if let askers = askers[name] { writer.member("askedBy", askers) }
        writer.name("heldBy")
        writer.array { writer in for hold in holds { write(hold, &writer) } }
    }

    private func mode(_ entry: DestinationEntry?) -> String {
        entry.map { $0.json["mode"]?.string ?? Destination.Mode.live.rawValue } ?? "gone"
    }

    /// The one word that matters most.
    private func state(_ entry: DestinationEntry?, _ standing: Standing?, _ holds: [DestinationHold]) -> String {
        if standing?.pause != nil { return "paused" }
        let mode = mode(entry)
        if mode != Destination.Mode.live.rawValue { return mode == Destination.Mode.hold.rawValue ? "held" : mode }
        if holds.contains(where: { $0.cause == .breaker }) { return "breaker" }
        if holds.contains(where: \.isClosure) { return "quota" }
        return standing == nil ? "open" : "ramp"
    }

    private func write(_ standing: Standing?, _ writer: inout JSONWriter) {
        switch standing {
        case nil: break
        case .ramping(let ramp):
            writer.member("since", ramp.since.rfc3339)
            writer.member("until", ramp.until.rfc3339)
        case .paused(let pause):
            writer.member("by", pause.by.rawValue)
            writer.member("cause", pause.cause)
            if !pause.remedy.isEmpty { writer.member("remedy", pause.remedy) }
            if let status = pause.status { writer.member("status", status) }
            if let sample = pause.sample { writer.member("delivery", sample.text) }
            writer.member("since", pause.since.rfc3339)
            if let next = pause.nextProbe { writer.member("nextProbe", next.rfc3339) }
        }
    }

    /// In the words of a pause.
    private func write(breaker: DestinationHold, _ writer: inout JSONWriter) {
        writer.member("cause", breaker.detail)
        writer.member(
            "remedy",
            "see whether it is down or cannot be reached: once a probe is answered it goes on by itself"
        )
        writer.member("since", breaker.since.rfc3339)
        if let next = breaker.until { writer.member("nextProbe", next.rfc3339) }
    }

    private func write(closure: DestinationHold, of name: String, _ writer: inout JSONWriter) {
        writer.member("cause", closure.detail)
        writer.member("remedy", "none, it opens by itself; sooner, if the API is wrong: leadrelay resume \(name)")
        writer.member("since", closure.since.rfc3339)
        if let until = closure.until { writer.member("until", until.rfc3339) }
    }

    /// Says nothing where nothing waits.
    private func write(_ backlog: Backlog?, _ writer: inout JSONWriter) {
        guard let backlog else { return }
        writer.member("waiting", backlog.waiting)
        writer.member("supersedable", backlog.supersedable)
        writer.member("oldest", backlog.oldest.rfc3339)
    }

    private func write(_ hold: DestinationHold, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("cause", hold.cause.rawValue)
            writer.member("since", hold.since.rfc3339)
            if let until = hold.until { writer.member("until", until.rfc3339) }
            if !hold.detail.isEmpty { writer.member("detail", hold.detail) }
        }
    }
}

extension DestinationHold {
    /// Whether its API wants nothing for a while, rather than that its own rate has let enough through.
    fileprivate var isClosure: Bool { cause == .quota && !detail.isEmpty }
}

extension RouteTable {
    /// By the names of destinations the others whose sends look something up there.
    var askers: [String: [String]] {
        destinations.keys.reduce(into: [:]) { askers, name in
            let others = self.askers(of: name).filter { $0 != name }
            if !others.isEmpty { askers[name] = others }
        }
    }
}

extension Standing {
    fileprivate func isInForce(at now: Timestamp) -> Bool {
        if case .ramping(let ramp) = self { !ramp.isOver(at: now) } else { true }
    }
}
