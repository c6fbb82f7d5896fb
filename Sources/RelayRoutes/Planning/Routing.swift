import CEL
package import RelayCore

/// A route table in force: what it is known by, and where its sends are found by their names.
package final class Routing: Sendable {
    package let table: RouteTable
    /// Tells configurations apart: a digest of the file and all that it refers to.
    package let fingerprint: String
    /// By the positions of routes and sends.
    private let addresses: [[DeliveryAddress]]
    private let sendsByAddress: [DeliveryAddress: Send]
    /// By the positions of routes; empty where none asks any table.
    private let questions: [[TableQuestion]]

    package init(_ table: RouteTable, fingerprint: String) {
        self.table = table
        self.fingerprint = fingerprint
        let questions = TableQuestion.all(in: table)
        self.questions = questions.allSatisfy(\.isEmpty) ? [] : questions
        addresses = table.routes.map { route in
            route.map { route in
                route.sends.map { send in
                    let (name, destination) = (send.name, send.destination.name)
                    return DeliveryAddress(route: route.name, send: name, destination: destination, rules: send.rules)
                }
            } ?? []
        }
        var sends: [DeliveryAddress: Send] = [:]
        for (route, addresses) in zip(table.routes, addresses) {
            for (send, address) in zip(route?.sends ?? [], addresses) { sends[address] = send }
        }
        sendsByAddress = sends
    }

    /// All sends that there are.
    package var sends: Set<DeliveryAddress> { Set(sendsByAddress.keys) }

    package func address(of planned: Plan.PlannedSend) -> DeliveryAddress { addresses[planned.route][planned.send] }

    /// The send that a stored delivery is for; nil where the file no longer has it.
    package func send(at address: DeliveryAddress) -> Send? { sendsByAddress[address] }

    /// What is to be stored of an event: its deliveries, and which routes did not take it.
    package func planned(_ event: Event) -> NewEvent {
        let plan = table.plan(event)
        let deliveries = plan.sends.map { planned in
            NewDelivery(
                address(of: planned),
                lead: planned.lead,
                failure: planned.failure.map { error in
                    Reason(
                        "condition",
                        detail: error.fact,
                        remedy: "allow absence with has() or .? in this condition, reload, then replay"
                    )
                }
            )
        }
        return NewEvent(
            event,
            configuration: fingerprint,
            notes: Self.notes(plan),
            isRouted: !deliveries.isEmpty,
            deliveries: deliveries,
            reports: table.reports(of: event),
            unmapped: deliveries.isEmpty ? unmapped(event, plan) : nil
        )
    }

    private func unmapped(_ event: Event, _ plan: Plan) -> Attention? {
        guard !questions.isEmpty else { return nil }
        let asked = plan.outcomes.flatMap { questions[$0.route] }
        return asked.isEmpty ? nil : TableQuestion.unmapped(event, asked, table)
    }

    /// The positions of the routes that did not take it; why they did not is found again when somebody asks.
    private static func notes(_ plan: Plan) -> [UInt8] {
        guard plan.outcomes.contains(where: { $0.result != .taken }) else { return [] }
        let refused = plan.outcomes.filter { $0.result != .taken }.map { String($0.route) }
        return Array("[\(refused.joined(separator: ","))]".utf8)
    }
}
