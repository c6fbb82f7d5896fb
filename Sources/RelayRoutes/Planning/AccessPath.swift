package import CEL

/// A plain way to a value: `event.body.data.newStatus`, however it was written.
package struct AccessPath: Hashable, Sendable {
    package let steps: [String]

    package init(_ steps: [String]) {
        self.steps = steps
    }

    package init(_ steps: ArraySlice<String>) {
        self.steps = Array(steps)
    }

    /// Reads names, selections and indexing by constant texts; everything else is no plain way.
    package init?(_ expression: Expression) {
        switch expression.kind {
        case .identifier(let name, _): steps = [name]
        case .select(let operand, let field, isOptional: false):
            guard let path = AccessPath(operand) else { return nil }
            steps = path.steps + [field]
        case .index(let operand, let key, isOptional: false):
            guard let path = AccessPath(operand), case .literal(.string(let field)) = key.kind else { return nil }
            steps = path.steps + [field]
        default: return nil
        }
    }

    package var text: String { steps.joined(separator: ".") }

    package func appending(_ step: String) -> AccessPath { AccessPath(steps + [step]) }

    /// The rest behind these steps; nil where the path does not begin with them.
    package func dropping(_ prefix: [String]) -> [String]? {
        steps.starts(with: prefix) ? Array(steps.dropFirst(prefix.count)) : nil
    }

    package static let lead = AccessPath(["event", "lead"])
    package static let type = AccessPath(["event", "type"])
    package static let source = AccessPath(["event", "source"])
    package static let body = AccessPath(["event", "body"])
}
