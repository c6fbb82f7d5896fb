import CEL
import JSON
package import RelayCore

/// The fields of a call that its API reports back in an event: the one that is written, and those that name the lead.
package struct EchoFields: Sendable {
    private let call: Call
    private let written: Field
    private let leads: [Field]

    /// Nil where no source reports the call back.
    init?(_ call: Call, at destination: Destination) {
        guard destination.entry.echoes != nil, call.isWrite, let name = call.json["echo"]?["field"]?.string,
            let written = call.field(name)
        else { return nil }
        let leads = call.json.words("lead").compactMap { call.field($0.text) }
        guard !leads.isEmpty else { return nil }
        (self.call, self.written, self.leads) = (call, written, leads)
    }

    /// What a request of the call will be reported as; nil where it leaves that field alone, or names no lead.
    ///
    /// The lead is the one that the request names to its API, and not the text that orders the delivery: it is what the
    /// API's own events call it by. Read of what leaves, because only that comes back: a person may have changed it, or
    /// want it as it was sent long ago.
    package func write(in request: Request) -> EchoedWrite? {
        let body = request.body.flatMap { try? JSONDocument($0).root }
        guard let value = call.text(of: written, in: request, body),
            let lead = leads.lazy.compactMap({ call.text(of: $0, in: request, body) }).first
        else { return nil }
        return EchoedWrite(lead: lead, field: written.name, value: value)
    }
}

extension Call {
    /// What a request of it says in a field, as a text; nil where that is nothing.
    fileprivate func text(of field: Field, in request: Request, _ body: JSONValue?) -> String? {
        let text: String? =
            switch field.place {
            case .body: body?[field.bodyName].flatMap { try? FieldText.text(Value($0)) }
            case .path: path.text(of: field.name, in: request.path)
            case .query: Self.text(of: field.wireName, among: request.query)
            case .header: Self.text(of: field.wireName, among: request.headers)
            case .request: nil
            }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func text(of name: String, among parameters: [Request.Parameter]) -> String? {
        guard case .plain(let text)? = parameters.last(where: { $0.name == name })?.value else { return nil }
        return text
    }
}

/// Where the events of a source report a field that is written to a destination.
struct EchoRule: Sendable {
    let destination: String
    let field: String
    let value: RequestPlace
}

/// What a write says of a lead, as the API's own events say it.
package struct EchoedWrite: Sendable, Equatable {
    package let lead: String
    package let field: String
    package let value: String
}

extension RouteTable {
    /// What an event says that may be an echo; nothing for the events of a source that nobody's writes come back from.
    func reports(of event: Event) -> [EchoReport] {
        guard !echoRules.isEmpty, event.lead != nil, let rules = echoRules[event.source] else { return [] }
        let reads = rules.reduce(into: RequestPlace.Reading()) { $0.formUnion($1.value.reads) }
        let request = PostedRequest(event.body, event.headers, event.query, reads)
        return rules.compactMap { rule in
            rule.value.text(in: request).map {
                EchoReport(destination: rule.destination, field: rule.field, value: $0)
            }
        }
    }
}

extension RouteTableBuilder {
    /// By sources, what their events report of writes.
    static func echoRules(of destinations: [String: Destination], _ base: Environment) -> [String: [EchoRule]] {
        var rules: [String: [EchoRule]] = [:]
        for destination in destinations.values.sorted(by: { $0.name < $1.name }) {
            guard let source = destination.entry.echoes?.text else { continue }
            rules[source, default: []] += echoRules(of: destination, base)
        }
        return rules
    }

    private static func echoRules(of destination: Destination, _ base: Environment) -> [EchoRule] {
        var seen: Set<[String]> = []
        return destination.contract.calls.values.sorted { $0.name < $1.name }.compactMap { call in
            guard call.isWrite, let echo = call.json["echo"], let field = echo["field"]?.string,
                let value = echo.word("value"), seen.insert([field, value.text]).inserted
            else { return nil }
            // What is wrong with it has been told where the API was read.
            var reader = ExpressionReader(RequestBindings.environment(base))
            return reader.program(value).map {
                EchoRule(destination: destination.name, field: field, value: RequestPlace($0))
            }
        }
    }
}
