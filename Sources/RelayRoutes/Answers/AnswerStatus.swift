import JSON

/// The answers that a rule is for, by their status.
struct AnswerStatus: Sendable, Equatable {
    /// Whether no answer at all is among them.
    private var includesNone = false
    private var codes: [ClosedRange<Int>] = []

    static let nothing = AnswerStatus()

    private init() {}

    /// Reads a code, a class, `none`, `any`, or a list of those; nil where it is none of them.
    init?(_ json: JSONValue?) {
        guard let json else { return nil }
        let entries = json.kind == .array ? Array(json.elements) : [json]
        guard !entries.isEmpty else { return nil }
        for entry in entries {
            guard add(entry) else { return nil }
        }
    }

    private mutating func add(_ entry: JSONValue) -> Bool {
        if let code = entry.int {
            codes.append(Int(code)...Int(code))
            return true
        }
        switch entry.string {
        case "none": includesNone = true
        case "any":
            includesNone = true
            codes.append(0...999)
        case let word?:
            guard word.hasSuffix("xx"), let hundreds = word.first?.wholeNumberValue, word.count == 3 else {
                return false
            }
            codes.append(hundreds * 100...hundreds * 100 + 99)
        case nil: return false
        }
        return true
    }

    func matches(_ status: Int?) -> Bool {
        guard let status else { return includesNone }
        return codes.contains { $0.contains(status) }
    }

    mutating func formUnion(_ other: AnswerStatus) {
        includesNone = includesNone || other.includesNone
        codes += other.codes
    }

    /// Whether the other is for all the answers that this one is for.
    func isCovered(by other: AnswerStatus) -> Bool {
        (!includesNone || other.includesNone) && codes.allSatisfy { $0.allSatisfy { other.matches($0) } }
    }
}
