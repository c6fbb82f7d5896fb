import Quotation
import Spelling

/// Why a file is no table of identifiers, where, and how to put it right; it shows no identifier.
package struct IdTableError: Error, Equatable, CustomStringConvertible {
    package let code: Code
    /// The lines of the file that it is about; none for a pair that was to be set.
    package let lines: [Int]

    init(_ code: Code, lines: [Int]) {
        self.code = code
        self.lines = lines
    }

    package enum Code: Sendable, Equatable {
        case noColumn(String, header: [String]), repeatedColumn(String), oneColumn
        case isEmpty(IdTablePart), outerBlank(IdTablePart), notWritable(IdTablePart)
        case twoValues, tooManyRows(Int), tooLong(Int)
    }

    package var description: String { "\(place)\(code.fact). \(code.remedy)" }

    private var place: String {
        switch lines.count {
        case 0: ""
        case 1: "line \(lines[0]): "
        default: "lines \(lines.dropLast().map(String.init).joined(separator: ", ")) and \(lines[lines.count - 1]): "
        }
    }
}

/// Which half of a pair.
package enum IdTablePart: String, Sendable {
    case key, value
}

extension IdTableError.Code {
    package var fact: String { words.fact }
    package var remedy: String { words.remedy }

    private var words: (fact: String, remedy: String) {
        switch self {
        case .noColumn(let name, let header): ("there is no column \(name.quoted)", Self.suggestion(name, header))
        case .repeatedColumn(let name): ("two columns are named \(name.quoted)", "Rename one of them.")
        case .oneColumn: ("key and value are the same column", "Name two columns.")
        case .isEmpty(let part): ("the \(part.rawValue) is empty", "Fill it in, or remove the row.")
        case .outerBlank(let part):
            ("the \(part.rawValue) begins or ends with a blank or a mark that is not seen", "Remove it.")
        case .notWritable(let part): ("the \(part.rawValue) is too long or holds a NUL", "Is it an identifier?")
        case .twoValues: ("one key has two values", "Keep the one that is right.")
        case .tooManyRows(let limit): ("the file would have more than \(limit) rows", "Split it.")
        case .tooLong(let limit): ("the file would have more than \(limit) bytes", "Split it.")
        }
    }

    private static func suggestion(_ name: String, _ header: [String]) -> String {
        if let meant = Spelling.nearest(to: name, among: header) { return "Did you mean \(meant.quoted)?" }
        let shown = header.prefix(8).map(\.quoted).joined(separator: ", ")
        return "The columns are \(shown)\(header.count > 8 ? ", …" : "")."
    }
}
