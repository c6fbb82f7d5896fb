import CEL
import JSON

/// Compiles the expressions and templates of a file and keeps what is wrong with them, each at its place.
struct ExpressionReader {
    let environment: Environment
    private(set) var findings: [Finding] = []

    init(_ environment: Environment) {
        self.environment = environment
    }

    /// A text that is an expression as a whole.
    mutating func program(_ word: Word?, expecting type: ValueType = .dyn) -> Program? {
        guard let word else { return nil }
        return compile(word.text, of: word.json, at: 0, expecting: type)
    }

    /// A value with expressions in its texts; nil where one of them is wrong.
    mutating func template(_ json: JSONValue) -> FieldTemplate? {
        switch json.kind {
        case .null, .bool, .number: return .constant(json)
        case .string: return textTemplate(json)
        case .array:
            let entries = json.elements.map { template($0) }
            return entries.contains { $0 == nil } ? nil : .list(entries.compactMap { $0 })
        case .object:
            let members = json.entries.map { member in
                template(member.value).map { FieldTemplate.Member(name: member.name, template: $0) }
            }
            return members.contains { $0 == nil } ? nil : .object(members.compactMap { $0 })
        }
    }

    private mutating func textTemplate(_ json: JSONValue) -> FieldTemplate? {
        let source = SourceText(json.string ?? "")
        guard let segments = segments(of: source, json) else { return nil }
        switch (segments.first, segments.count) {
        case (nil, _): return .constant(json)
        case (.placeholder(let placeholder), 1): return .value(placeholder)
        case (.text, 1): return .constant(json)
        default: return .text(segments)
        }
    }

    private mutating func segments(of source: SourceText, _ json: JSONValue) -> [FieldTemplate.Segment]? {
        var segments: [FieldTemplate.Segment] = []
        var cursor = 0
        var isWhole = true
        while let open = source.firstOffset(of: "{{", from: cursor) {
            if open > cursor { segments.append(.text(source.slice(cursor..<open))) }
            let start = open + 2
            let end: Int
            do throws(Problem) {
                end = try EmbeddedExpression.end(in: source, from: start)
            } catch {
                report(.template, error, json, 0)
                return nil
            }
            if let program = compile(source.slice(start..<end), of: json, at: start, expecting: .dyn) {
                segments.append(.placeholder(Placeholder(program: program, json: json, offset: start)))
            } else {
                isWhole = false
            }
            cursor = end + 2
        }
        if cursor < source.count { segments.append(.text(source.slice(cursor..<source.count))) }
        return isWhole ? segments : nil
    }

    private mutating func compile(
        _ text: String,
        of json: JSONValue,
        at offset: Int,
        expecting type: ValueType
    ) -> Program? {
        do throws(Problems) {
            return try environment.compile(SourceText(text), expecting: type)
        } catch {
            for problem in error.all { report(.expression, problem, json, offset) }
            return nil
        }
    }

    private mutating func report(_ code: FindingCode, _ problem: Problem, _ json: JSONValue, _ offset: Int) {
        let spot = Spot(json, textOffset: offset + problem.offset)
        findings.append(Finding(code, at: spot, problem.fact, problem.remedy))
    }
}
