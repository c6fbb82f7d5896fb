import CEL
import JSON
import Quotation
import RelayCore

/// Fills a call's fields in and puts each in its place: path, query, headers, body.
struct Renderer {
    private let call: Call
    private let activation: Activation
    private var parts: RequestParts

    private init(_ call: Call, at destination: Destination, _ activation: Activation) {
        self.call = call
        self.activation = activation
        parts = RequestParts(call, at: destination)
    }

    /// The request, ready but for its secrets; the key tells the API that two requests are one, and a read has none.
    static func request(
        _ call: Call,
        _ fields: [Send.FilledField],
        at destination: Destination,
        _ activation: Activation,
        key: String?
    ) throws(RenderError) -> Request {
        guard let base = destination.base else {
            throw RenderError(.noBase, "", "the destination \(destination.name) has no base", "Give it a \"base\".")
        }
        var renderer = Renderer(call, at: destination, activation)
        for filled in fields { try renderer.place(filled) }
        try renderer.checkPresence()
        let request = try renderer.parts.request(base, call, key: key)
        try renderer.checkValues(fields, in: request.body)
        try checkSize(of: request.body, limit: destination.settings.limits.rendered)
        return request
    }

    private static func checkSize(of body: [UInt8]?, limit: Int) throws(RenderError) {
        guard let count = body?.count, count > limit else { return }
        let fact = "the body has \(count) bytes, the limit is \(limit)"
        throw RenderError(.tooLarge, "", fact, "Send less of the event, or raise service.limits.rendered.")
    }

    // MARK: Fields

    private mutating func place(_ filled: Send.FilledField) throws(RenderError) {
        let field = filled.field
        switch field.place {
        case .body: try placeInBody(filled)
        case .path:
            guard let text = try text(of: filled) else { return }
            if let fault = PercentEncoding.fault(inSegment: text) {
                throw RenderError(
                    .unsafePath,
                    field.name,
                    "the text for the path \(fault)",
                    "Guard it in \"when\" or \"if\"."
                )
            }
            parts.segments[field.name] = PercentEncoding.encode(text)
        case .query:
            if let text = try text(of: filled) { parts.query.append(Request.Parameter(field.wireName, text)) }
        case .header:
            if let text = try text(of: filled) { try parts.addHeader(field.wireName, text, of: field) }
        case .request: try placePart(filled)
        }
    }

    private mutating func placeInBody(_ filled: Send.FilledField) throws(RenderError) {
        let (field, template) = (filled.field, filled.template)
        switch template {
        case .object, .list:
            parts.body.name(field.wireName)
            try evaluating(field) { () throws(EvaluationError) in try template.write(to: &parts.body, activation) }
        case .constant, .value, .text:
            let value = try evaluating(field) { () throws(EvaluationError) in try template.value(activation) }
            guard let value, !(value.isNull && !field.allowsNull) else { return }
            parts.body.name(field.wireName)
            try evaluating(field) { () throws(EvaluationError) in try value.write(to: &parts.body) }
        }
        parts.give(field)
    }

    /// A field that is the method, path, query, headers or body of the request.
    private mutating func placePart(_ filled: Send.FilledField) throws(RenderError) {
        let field = filled.field
        switch field.name {
        case "method": if let text = try text(of: filled) { parts.method = text }
        case "path": parts.path = try path(filled)
        case "body": parts.wholeBody = try whole(filled)
        case "query":
            for (name, text) in try texts(filled) { parts.query.append(Request.Parameter(name, text)) }
        case "headers":
            for (name, text) in try texts(filled) { try parts.addHeader(name, text, of: field) }
        default: return
        }
        parts.give(field)
    }

    private func whole(_ filled: Send.FilledField) throws(RenderError) -> [UInt8]? {
        try evaluating(filled.field) { () throws(EvaluationError) in
            var writer = JSONWriter(capacity: RequestParts.usualBody)
            switch filled.template {
            case .object, .list: try filled.template.write(to: &writer, activation)
            case .constant, .value, .text:
                guard let value = try filled.template.value(activation) else { return nil }
                try value.write(to: &writer)
            }
            return writer.bytes
        }
    }

    /// The texts of an object that is written out; a list gives its name several times.
    private func texts(_ filled: Send.FilledField) throws(RenderError) -> [(name: String, text: String)] {
        guard case .object(let members) = filled.template else {
            let fact = "its names and values are not written out in the file"
            throw RenderError(.expression, filled.field.name, fact, "Write it as an object: { \"name\": \"{{ … }}\" }.")
        }
        var texts: [(name: String, text: String)] = []
        for member in members {
            let templates = if case .list(let entries) = member.template { entries } else { [member.template] }
            for template in templates {
                let text = try evaluating(filled.field) { () throws(EvaluationError) in try template.text(activation) }
                if let text { texts.append((member.name, text)) }
            }
        }
        return texts
    }

    /// A path that is written out: what expressions give becomes part of a segment, never a segment more.
    private func path(_ filled: Send.FilledField) throws(RenderError) -> String {
        var holdsControl = false
        let text = try evaluating(filled.field) { () throws(EvaluationError) in
            try filled.template.text(activation, around: PercentEncoding.encodeWritten) { value in
                holdsControl = holdsControl || PercentEncoding.holdsControl(value)
                return PercentEncoding.encode(value)
            }
        }
        let path = text ?? ""
        guard path.isEmpty || path.hasPrefix("/") else {
            // Behind a host without a slash it would become part of the host's name.
            throw RenderError(
                .unsafePath,
                filled.field.name,
                "the path does not begin with a slash",
                "Begin it with one."
            )
        }
        let fault = PercentEncoding.isPlain(path: path) ? nil : fault(inSegmentsOf: path, filled.template)
        guard !holdsControl, fault == nil || path.utf8.count <= 1 else {
            throw RenderError(
                .unsafePath,
                filled.field.name,
                "a segment of the path \(fault ?? "holds a control character")",
                "Guard it in \"when\" or \"if\"."
            )
        }
        return path
    }

    private func fault(inSegmentsOf path: String, _ template: FieldTemplate) -> String? {
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        // A slash at the end that the author wrote belongs to the path; an expression that came to nothing does not.
        if segments.last?.isEmpty == true, template.endsWithSlash { segments.removeLast() }
        return segments.lazy.compactMap { PercentEncoding.fault(inSegment: $0) }.first
    }

    private mutating func text(of filled: Send.FilledField) throws(RenderError) -> String? {
        let text = try evaluating(filled.field) { () throws(EvaluationError) in try filled.template.text(activation) }
        guard let text else { return nil }
        let isHole = filled.field.place == .path && PercentEncoding.fault(inSegment: text) != nil
        if !isHole, let violation = filled.field.violation(ofText: text) { throw Self.error(violation, filled.field) }
        parts.give(filled.field)
        return text
    }

    private func evaluating<Result>(
        _ field: Field,
        _ body: () throws(EvaluationError) -> Result
    ) throws(RenderError) -> Result {
        do throws(EvaluationError) {
            return try body()
        } catch {
            let remedy = "Guard it in \"when\" or \"if\", or allow absence with .? and orValue()."
            throw RenderError(.expression, field.name, error.fact, remedy)
        }
    }

    // MARK: The whole

    /// What only an event knows may still be what the API refuses: better a dead letter that names the field.
    private func checkValues(_ fields: [Send.FilledField], in body: [UInt8]?) throws(RenderError) {
        guard let body, parts.wholeBody == nil, let root = try? JSONDocument(body).root else { return }
        for filled in fields where filled.field.place == .body {
            guard let value = root[filled.field.bodyName], let violation = filled.field.violation(of: value) else {
                continue
            }
            throw Self.error(violation, filled.field)
        }
    }

    private static func error(_ violation: SchemaViolation, _ field: Field) -> RenderError {
        let inside = violation.path.tokens.isEmpty ? "" : " at \(violation.path.quoted)"
        return RenderError(.invalidValue, field.name, "its value \(violation.fact)\(inside)", violation.remedy)
    }

    private func checkPresence() throws(RenderError) {
        for field in call.fields where field.isRequired && !parts.gives(field.name) {
            throw RenderError(
                .missingField,
                field.name,
                "the call \(call.name) needs it, and it came to nothing",
                "See the event: is the value there?"
            )
        }
        if !call.identifiers.isEmpty, !parts.givesAny(of: call.identifiers) {
            let names = call.identifiers.joined(separator: ", ")
            throw RenderError(
                .missingIdentifier,
                names,
                "none of these is there, so nothing says which lead is meant",
                "See the event: is the value there?"
            )
        }
        if let needs = call.needs, !parts.givesAny(of: needs.fields) {
            let names = needs.fields.joined(separator: ", ")
            throw RenderError(
                .missingField,
                names,
                "none of these is there: \(needs.because)",
                "See the event: is the value there?"
            )
        }
    }
}

extension Value {
    fileprivate var isNull: Bool {
        if case .null = resolved { true } else { false }
    }
}
