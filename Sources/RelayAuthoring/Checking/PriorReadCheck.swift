import JSON
import Quotation
import RelayRoutes

/// Destinations that want a lead read before it is written.
enum PriorReadCheck {
    static func findings(in table: RouteTable) -> [Finding] {
        let sends = Dictionary(grouping: table.routes.compactMap { $0 }.flatMap(\.sends), by: \.destination.name)
        return table.file.destinations.flatMap { entry in
            guard let destination = table.destinations[entry.name], destination.readsBeforeWrite,
                let setting = entry.json["readBeforeWrite"]
            else { return [Finding]() }
            return findings(destination, setting, sends[entry.name] ?? [])
        }
    }

    private static func findings(_ destination: Destination, _ setting: JSONValue, _ sends: [Send]) -> [Finding] {
        // That nothing is sent there at all is told elsewhere.
        guard !sends.isEmpty else { return [] }
        guard sends.contains(where: { $0.priorRead != nil }) else {
            return [Finding(.neverReadFirst, at: Spot(setting), fact(destination, sends), remedy(destination))]
        }
        guard let rate = destination.entry.json.word("rate") else { return [] }
        let fact = "each lead is read before it is written, so that half of \(rate.text.quoted) is spent on reads"
        return [Finding(.readHalvesRate, at: rate.spot, fact, "Reckon with half as many writes.")]
    }

    private static func fact(_ destination: Destination, _ sends: [Send]) -> String {
        let isKnown = sends.contains { $0.call.already != nil }
        let calls = Set(sends.map(\.call.name)).sorted().map(\.quoted).joined(separator: ", ")
        return isKnown
            ? "no send to \(destination.name.quoted) can be read for first: it names the lead otherwise, or gives what no read shows"
            : "no read of \(destination.contract.title) shows what \(calls) writes"
    }

    private static func remedy(_ destination: Destination) -> String {
        let calls = destination.contract.calls.values.filter { $0.already != nil }.map(\.name).sorted()
        guard let call = calls.first else { return "Leave it out." }
        let name = "\(destination.contract.name).\(call)"
        return "Leave it out, or see what can be read for: leadrelay api show \(name)."
    }
}
