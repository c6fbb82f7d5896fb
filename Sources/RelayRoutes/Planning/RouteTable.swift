package import CEL
package import RelayCore

/// Everything that a routes file says, checked and ready: any number of threads may use it.
///
/// A class, because it is large and never changes.
package final class RouteTable: Sendable {
    package let file: RoutesFile
    package let sources: [String: Source]
    package let destinations: [String: Destination]
    package let lookups: [String: Lookup]
    package let tables: [Table]
    /// At the positions of the file; nil where a route could not be understood.
    package let routes: [Route?]
    /// What conditions are compiled against as they are written, before the paths that several read are shared.
    package let environment: Environment
    let index: RouteIndex
    let bindings: EventBindings
    /// What the expressions speak of.
    package let usage: NameUsage
    /// By sources, what their events report of writes of ours.
    let echoRules: [String: [EchoRule]]
    /// By the positions of routes, whether one takes no event whose change changes nothing; empty where each may.
    let needsChange: [Bool]

    init(
        file: RoutesFile,
        sources: [String: Source],
        destinations: [String: Destination],
        lookups: [String: Lookup],
        tables: [Table],
        routes: [Route?],
        environment: Environment,
        index: RouteIndex,
        bindings: EventBindings,
        usage: NameUsage,
        echoRules: [String: [EchoRule]]
    ) {
        self.echoRules = echoRules
        needsChange = Self.needsChange(routes, sources)
        self.file = file
        self.sources = sources
        self.destinations = destinations
        self.lookups = lookups
        self.tables = tables
        self.routes = routes
        self.environment = environment
        self.index = index
        self.bindings = bindings
        self.usage = usage
    }

    /// Decides which routes take an event, and what is to be sent.
    package func plan(_ event: Event) -> Plan {
        let positions = index.positions(source: event.source, type: event.type)
        var plan = Plan()
        plan.outcomes.reserveCapacity(positions.count)
        var values = EventValues(of: event, bindings)
        for position in positions {
            guard let route = routes[position] else { continue }
            values.provide(route.reads)
            var result = Self.decide { () throws(EvaluationError) in try route.condition?.evaluate(&values) }
            if case .taken = result, !needsChange.isEmpty, lacksChange(event, for: position) { result = .refused }
            plan.outcomes.append(Plan.Outcome(route: position, result: result))
            switch result {
            case .refused, .stopped: continue
            case .failed(let error): add(route, at: position, &values, event.lead, failure: error, to: &plan)
            case .taken: add(route, at: position, &values, event.lead, failure: nil, to: &plan)
            }
            if route.stops, case .taken = result {
                let others = positions.drop { $0 <= position }
                plan.outcomes += others.map { Plan.Outcome(route: $0, result: .stopped(by: position)) }
                break
            }
        }
        return plan
    }

    private func add(
        _ route: Route,
        at position: Int,
        _ values: inout EventValues,
        _ eventLead: String?,
        failure: EvaluationError?,
        to plan: inout Plan
    ) {
        // Most events have one route: then all of its sends find room at once.
        if plan.sends.isEmpty { plan.sends.reserveCapacity(route.sends.count) }
        let lead = route.lead.map { EventText.text(try? $0.evaluate(values.activation)) } ?? eventLead
        for (number, send) in route.sends.enumerated() {
            let result =
                failure.map { .failed($0) }
                ?? Self.decide { () throws(EvaluationError) in try send.early?.evaluate(&values) }
            var problem: EvaluationError?
            switch result {
            case .refused, .stopped: continue
            case .failed(let error): problem = error
            case .taken: break
            }
            plan.sends.append(Plan.PlannedSend(route: position, send: number, lead: lead, failure: problem))
        }
    }

    /// Whether a condition holds; one that is not there does.
    private static func decide(_ condition: () throws(EvaluationError) -> Value?) -> Plan.Result {
        do throws(EvaluationError) {
            guard let value = try condition() else { return .taken }
            guard case .bool(let holds) = value.resolved else {
                return .failed(EvaluationError(.noSuchOverload, "the condition gives no true or false"))
            }
            return holds ? .taken : .refused
        } catch {
            return .failed(error)
        }
    }
}

extension RouteTable {
    /// The request of a planned send, once its lookups are known; the idempotency key is the same for every attempt.
    package func render(
        _ planned: Plan.PlannedSend,
        for event: Event,
        lookups: [String: Value] = [:],
        key: String
    ) throws(RenderError) -> Rendering {
        guard let send = send(planned) else { preconditionFailure("a plan names routes of its own table") }
        return try render(send, for: event, lookups: lookups, key: key)
    }

    /// The request of one of this table's sends, with what a person has changed of its fields.
    package func render(
        _ send: Send,
        for event: Event,
        lookups: [String: Value] = [:],
        key: String,
        overrides: FieldOverrides = .none
    ) throws(RenderError) -> Rendering {
        let activation = activation(of: send, for: event, lookups)
        switch Self.decide({ () throws(EvaluationError) in try send.condition?.evaluate(activation) }) {
        case .refused, .stopped: return .skipped
        case .failed(let error): throw RenderError(.expression, "if", error.fact, "Allow absence with has() or .?.")
        case .taken: break
        }
        let fields = try overrides.applied(to: send.fields, of: send.call)
        let request = try Renderer.request(send.call, fields, at: send.destination, activation, key: key)
        guard let merge = send.call.merge else { return .request(request) }
        return .merge(try change(request, of: send, fields, merge.rules, readBy: merge.read, activation))
    }

    /// What a lookup asks; nil for a lookup that there is not.
    package func inquiry(ofLookup name: String, for event: Event) throws(RenderError) -> Inquiry? {
        guard let lookup = lookups[name] else { return nil }
        var values = EventValues(of: event, bindings)
        values.provide(lookup.reads)
        return try Inquiry(lookup.call, lookup.fields, at: lookup.destination, values.activation)
    }

    /// The values that a send's expressions speak of.
    func activation(of send: Send, for event: Event, _ lookups: [String: Value] = [:]) -> Activation {
        var values = EventValues(of: event, bindings)
        values.provide(send.reads)
        if !send.lookups.isEmpty { values.provide(lookups) }
        return values.activation
    }

    private func change(
        _ write: Request,
        of send: Send,
        _ filled: [Send.FilledField],
        _ rules: RecordMerge,
        readBy name: String,
        _ activation: Activation
    ) throws(RenderError) -> RecordChange {
        guard let reading = send.destination.contract.calls[name] else {
            preconditionFailure("the check of contracts finds a merge that reads by no call")
        }
        let fields = filled.filter { reading.field($0.field.name) != nil }
        let read = try Renderer.request(reading, fields, at: send.destination, activation, key: nil)
        let place = filled.first { $0.field.place == .path }
        // The path has been rendered before, so this cannot fail.
        let identifier = try? place?.template.text(activation)
        return RecordChange(read: read, write: write, rules: rules, identifier: identifier ?? "")
    }

    package func send(_ planned: Plan.PlannedSend) -> Send? {
        routes.indices.contains(planned.route) ? routes[planned.route]?.sends[planned.send] : nil
    }
}
