import CEL
import JSON
package import RelayCore

extension RouteTable {
    /// The fields of a send that stand in its path, by their names, as answer rules speak of them.
    package func pathFields(of send: Send, for event: Event) -> [String: String] {
        let fields = send.fields.filter { $0.field.place == .path }
        guard !fields.isEmpty else { return [:] }
        var values = EventValues(of: event, bindings)
        values.provide(send.reads)
        let activation = values.activation
        // A path that needs a lookup has been filled by now, but not from here: a rule that asks for it does not hold.
        var texts: [String: String] = [:]
        for filled in fields { texts[filled.field.name] = try? filled.template.text(activation) }
        return texts
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
