package import CEL
package import JSON
package import RelayCore

/// A route, ready to be held against events.
package struct Route: Sendable {
    package let name: String
    package let entry: RouteEntry
    package let when: Program?
    package let lead: Program?
    /// Those that could be understood, at their positions in the file if all could be.
    package let sends: [Send]
    package let isWhole: Bool
    package var stops: Bool { entry.stops }
}

/// One send of a route, ready to be planned and rendered.
package struct Send: Sendable {
    package let name: String
    package let entry: SendEntry
    package let destination: Destination
    package let call: Call
    package let when: Program?
    /// Decided after the lookups.
    package let condition: Program?
    package let fields: [FilledField]
    /// The lookups that it needs before it can be rendered.
    package let lookups: [String]

    /// A field of the call with the template that fills it.
    package struct FilledField: Sendable {
        package let field: Field
        package let template: FieldTemplate
        /// The value as it is written.
        package let json: JSONValue
    }
}

/// An account at an API.
package struct Destination: Sendable {
    package let name: String
    package let entry: DestinationEntry
    package let contract: Contract
    /// Scheme, host and what stands before each path; nil where neither the API nor the destination says it.
    package let base: Sensitive?
    /// The headers of every request, authorisation among them.
    package let headers: [Request.Parameter]
    package let query: [Request.Parameter]
    package let mode: Mode
    let rules: [String: AnswerRules]

    package enum Mode: String, Sendable { case live, hold, observe }

    /// What each answer to a call of its API means.
    package func rules(for call: Call) -> AnswerRules {
        guard let rules = rules[call.name] else { preconditionFailure("\(call.name) is no call of \(contract.name)") }
        return rules
    }
}

/// A read at a destination before a send.
package struct Lookup: Sendable {
    package let name: String
    package let entry: LookupEntry
    package let destination: Destination
    package let call: Call
    package let fields: [Send.FilledField]
}
