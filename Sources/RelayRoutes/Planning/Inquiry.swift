import CEL
package import RelayCore

/// A read that is made for one event.
package struct Inquiry: Sendable {
    package let request: Request
    /// The fields in its path, by their names, as answer rules speak of them.
    package let path: [String: String]

    init(
        _ call: Call,
        _ fields: [Send.FilledField],
        at destination: Destination,
        _ activation: Activation
    ) throws(RenderError) {
        request = try Renderer.request(call, fields, at: destination, activation, key: nil)
        path = fields.pathTexts(activation)
    }

    /// It as answer rules see it.
    package var asked: AnswerContext.AskedRequest { AnswerContext.AskedRequest(request, path: path) }
}

extension [Send.FilledField] {
    /// What those come to that stand in the path; without those that cannot be told.
    func pathTexts(_ activation: @autoclosure () -> Activation) -> [String: String] {
        let fields = filter { $0.field.place == .path }
        guard !fields.isEmpty else { return [:] }
        let activation = activation()
        var texts: [String: String] = [:]
        for filled in fields { texts[filled.field.name] = try? filled.template.text(activation) }
        return texts
    }
}
