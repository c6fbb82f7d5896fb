/// How a line is written; either way it is one line, whatever its fields hold.
package enum LogFormat: String, Sendable, CaseIterable {
    case json, text

    package func render(_ line: LogLine) -> String {
        switch self {
        case .json: json(line)
        case .text: text(line)
        }
    }

    private func json(_ line: LogLine) -> String {
        let head = [("time", line.time), ("level", line.level.name), ("message", line.message)]
        let members =
            head.map { "\(quoted($0)):\(quoted($1))" } + line.fields.map { "\(quoted($0.key)):\(json($0.value))" }
        return "{\(members.joined(separator: ","))}"
    }

    private func json(_ value: LogLine.Value) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .int(let number): "\(number)"
        case .bool(let truth): "\(truth)"
        case .secret: quoted("<secret>")
        }
    }

    private func text(_ line: LogLine) -> String {
        let fields = line.fields.map { " \(word($0.key))=\(text($0.value))" }
        return "\(word(line.time)) \(line.level.name) \(escaped(line.message))\(fields.joined())"
    }

    private func text(_ value: LogLine.Value) -> String {
        switch value {
        case .string(let text): word(text)
        case .int, .bool: json(value)
        case .secret: "<secret>"
        }
    }

    /// The text as it is, or in quotes where it could be taken for more than one word, or for a secret.
    private func word(_ text: String) -> String {
        let quoted = quoted(text)
        let isPlain = !text.isEmpty && text != "<secret>" && !text.contains(" ") && !text.contains("=")
        return isPlain && quoted.utf8.count == text.utf8.count + 2 ? text : quoted
    }

    private func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// Escapes as JSON does, and beyond it all that a terminal or a viewer would obey instead of show.
    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch (scalar, scalar.properties.generalCategory) {
            case ("\"", _), ("\\", _): result += "\\\(scalar)"
            case ("\n", _): result += "\\n"
            case ("\r", _): result += "\\r"
            case ("\t", _): result += "\\t"
            // Terminal escapes, line ends of other alphabets, and marks that reverse the direction of text.
            case (_, .control), (_, .format), (_, .lineSeparator), (_, .paragraphSeparator):
                result += String(scalar).utf16.map(unicodeEscape).joined()
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private func unicodeEscape(_ unit: UInt16) -> String {
        "\\u" + String(0x1_0000 + UInt32(unit), radix: 16).dropFirst()
    }
}
