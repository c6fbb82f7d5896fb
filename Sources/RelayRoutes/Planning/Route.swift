package import CEL
package import JSON
package import RelayCore

/// A route, ready to be held against events.
///
/// Routes and sends are classes, because planning goes through many of them and would copy each one whole.
package final class Route: Sendable {
    package let name: String
    package let entry: RouteEntry
    let condition: EarlyCondition?
    package let lead: Program?
    /// Those that could be understood, at their positions in the file if all could be.
    package let sends: [Send]
    package let isWhole: Bool
    package let stops: Bool
    /// What is read of an event to plan it.
    let reads: EventReading

    init(
        _ entry: RouteEntry,
        name: String,
        when condition: EarlyCondition?,
        lead: Program?,
        sends: [Send],
        isWhole: Bool
    ) {
        self.name = name
        self.entry = entry
        self.condition = condition
        self.lead = lead
        self.sends = sends
        self.isWhole = isWhole
        stops = entry.stops
        reads = EventReading(([condition] + sends.map(\.early)).compactMap { $0 }, lead: lead)
    }

    package var when: Program? { condition?.program }
    /// Its own condition and those of its sends.
    var conditions: [EarlyCondition] { ([condition] + sends.map(\.early)).compactMap { $0 } }
}

/// One send of a route, ready to be planned and rendered.
package final class Send: Sendable {
    package let name: String
    package let entry: SendEntry
    package let destination: Destination
    package let call: Call
    let early: EarlyCondition?
    /// Decided after the lookups.
    package let condition: Program?
    package let fields: [FilledField]
    /// The lookups that it needs before it can be rendered.
    package let lookups: [String]
    package let rules: SendRules
    /// What its API reports back of it; nil where no source does.
    package let echo: EchoFields?
    /// How long after its event it is worth sending; nil where it always is.
    package let expires: Duration?
    /// What is read of the lead before it is written; nil where nothing is.
    package let priorRead: PriorRead?
    /// What is read when it is rendered.
    let reads: EventReading

    init(
        _ entry: SendEntry,
        _ call: Call,
        at destination: Destination,
        when early: EarlyCondition?,
        condition: Program?,
        fields: [FilledField],
        lookups: [String],
        reads: EventReading
    ) {
        name = entry.name
        self.entry = entry
        rules = SendRules(
            order: entry.order.flatMap { SendRules.Order(rawValue: $0.text) } ?? .every,
            onDead: entry.onDead.flatMap { SendRules.OnDead(rawValue: $0.text) } ?? .release
        )
        expires = entry.expires.flatMap { Duration(setting: $0.text) }
        echo = EchoFields(call, at: destination)
        self.call = call
        self.destination = destination
        self.early = early
        self.condition = condition
        self.fields = fields
        self.lookups = lookups
        self.reads = reads
        priorRead = PriorRead(before: call, fields, at: destination)
    }

    package var when: Program? { early?.program }

    /// A field of the call with the template that fills it.
    package final class FilledField: Sendable {
        package let field: Field
        package let template: FieldTemplate
        /// The value as it is written.
        package let json: JSONValue

        init(field: Field, template: FieldTemplate, json: JSONValue) {
            self.field = field
            self.template = template
            self.json = json
        }
    }
}

/// An account at an API.
///
/// A class, because each send would copy it.
package final class Destination: Sendable {
    package let name: String
    package let entry: DestinationEntry
    package let contract: Contract
    /// Scheme, host and what stands before each path; nil where neither the API nor the destination says it.
    package let base: Sensitive?
    /// The headers of every request, authorisation among them.
    package let headers: [Request.Parameter]
    package let query: [Request.Parameter]
    package let mode: Mode
    package let settings: DestinationSettings
    /// Whether it is an endpoint of which nothing is known, so that it may be a relay too.
    package let mayBeRelay: Bool
    private let rules: [String: AnswerRules]
    private let already: [String: AlreadyCondition]
    /// Whether a lead is read before it is written, where that shows whether the write is needed.
    package let readsBeforeWrite: Bool

    package enum Mode: String, Sendable { case live, hold, observe }

    init(
        _ entry: DestinationEntry,
        _ contract: Contract,
        rules: [String: AnswerRules],
        already: [String: AlreadyCondition],
        _ limits: ServiceLimits
    ) {
        self.already = already
        readsBeforeWrite = entry.json["readBeforeWrite"]?.bool ?? false
        settings = DestinationSettings(entry.json, limits)
        mayBeRelay = contract.name == "http"
        name = entry.name
        self.rules = rules
        self.entry = entry
        self.contract = contract
        base = (entry.base.flatMap(Sensitive.init) ?? contract.base.map { .plain($0) })?.withoutSlash
        mode = entry.json["mode"]?.string.flatMap(Mode.init) ?? .live
        query = entry.json.entries("query").compactMap(Request.Parameter.init)
        headers =
            Self.authorisation(entry.json, contract) + entry.json.entries("headers").compactMap(Request.Parameter.init)
    }

    /// What each answer to a call of its API means.
    package func rules(for call: Call) -> AnswerRules {
        guard let rules = rules[call.name] else { preconditionFailure("\(call.name) is no call of \(contract.name)") }
        return rules
    }

    /// The words for all that may be broken of its account, whichever call is answered so.
    package var pauseCauses: Set<String> {
        Set(rules.values.flatMap(\.rules).map(\.verdict).filter { $0.kind == .pause }.map(\.cause))
    }

    /// When a call of its API would write what is so already; nil where no read shows it.
    func already(for call: Call) -> AlreadyCondition? { already[call.name] }
}

/// A read at a destination before a send.
package struct Lookup: Sendable {
    package let name: String
    package let entry: LookupEntry
    package let destination: Destination
    package let call: Call
    package let fields: [Send.FilledField]
    /// What is read when it is asked.
    let reads: EventReading
}
