import JSON
import RelayTesting

/// An expression to be answered by both sides, as a line that both read.
struct Sample {
    let line: [UInt8]
    let expression: String
    let isChecked: Bool

    init(_ sample: CELSample) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.name("expr")
            writer.string(sample.expression)
            if !sample.isChecked {
                writer.name("unchecked")
                writer.bool(true)
            }
            writer.name("bindings")
            writer.object { writer in
                let words = Self.words(of: sample.expression)
                for (name, value) in sample.bindings where words.contains(name) {
                    writer.name(name)
                    if let json = try? JSONDocument(Array(value.utf8)) { writer.value(json.root) }
                }
            }
        }
        line = writer.bytes
        expression = sample.expression
        isChecked = sample.isChecked
    }

    /// Reads a line that was written once.
    init(line: [UInt8]) throws {
        let json = try JSONDocument(line).root
        self.line = line
        expression = json["expr"]?.string ?? ""
        isChecked = json["unchecked"]?.bool != true
    }

    /// A sample without variables.
    init(_ expression: String, isChecked: Bool = true) {
        self.init(CELSample(expression: expression, bindings: [], isChecked: isChecked))
    }

    /// All that could be a name in the expression.
    private static func words(of expression: String) -> Set<String> {
        let words = expression.unicodeScalars.split { scalar in
            !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
        }
        return Set(words.map { String($0) })
    }
}
