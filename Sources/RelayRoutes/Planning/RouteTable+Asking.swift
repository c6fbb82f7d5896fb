import CEL
import JSON
package import RelayCore

extension RouteTable {
    /// The fields of a send that stand in its path, by their names, as answer rules speak of them.
    package func pathFields(of send: Send, for event: Event) -> [String: String] {
        // A path that needs a lookup has been filled by now, but not from here: a rule that asks for it does not hold.
        send.fields.pathTexts(activation(of: send, for: event))
    }
}

extension RouteTable {
    /// A read that shows whether an account works: about the lead of one of its sends, which has fields of the same
    /// names.
    package func probe(by call: Call, for send: Send, of event: Event) throws(RenderError) -> Inquiry {
        let fields = send.fields.compactMap { filled in
            call.field(filled.field.name).map {
                Send.FilledField(field: $0, template: filled.template, json: filled.json)
            }
        }
        return try Inquiry(call, fields, at: send.destination, activation(of: send, for: event))
    }
}

extension RouteTable {
    /// The destinations whose sends look something up at that one, by their names.
    package func askers(of destination: String) -> [String] {
        let sends = routes.flatMap { $0?.sends ?? [] }.filter { asks($0, at: destination) }
        return Set(sends.map(\.destination.name)).sorted()
    }

    /// Whether a send looks something up at a destination.
    package func asks(_ send: Send, at destination: String) -> Bool {
        send.lookups.contains { lookups[$0]?.destination.name == destination }
    }
}

extension AnswerContext.AskedRequest {
    /// A request as rules see it; values that are secret stay out.
    package init(_ request: Request, path: [String: String]) {
        let query = request.query.compactMap { parameter -> (String, String)? in
            guard case .plain(let text) = parameter.value else { return nil }
            return (parameter.name, text)
        }
        self.init(
            method: request.method,
            path: path,
            query: Dictionary(query) { first, _ in first },
            body: request.body.flatMap { try? JSONDocument($0).root }
        )
    }
}
