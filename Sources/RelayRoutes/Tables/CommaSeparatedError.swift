/// Why a comma-separated file cannot be read, where, and how to put it right.
package struct CommaSeparatedError: Error, Equatable, CustomStringConvertible {
    package let code: Code
    package let line: Int

    package enum Code: Sendable, Equatable {
        case empty, nul, invalidUTF8
        case strayQuote, textAfterQuote, unclosedQuote, bareCarriageReturn
        case fieldCount(Int, header: Int)
        case tooLong(Int), tooManyRows(Int), tooManyColumns(Int), fieldTooLong(Int)
    }

    package var description: String { "line \(line): \(code.fact). \(code.remedy)" }
}

extension CommaSeparatedError.Code {
    package var fact: String { words.fact }
    package var remedy: String { words.remedy }

    private var words: (fact: String, remedy: String) {
        switch self {
        case .empty: ("the file is empty", "Write the names of the columns in the first line.")
        case .nul: ("there is a NUL byte", "Save the file as UTF-8; UTF-16 has such bytes.")
        case .invalidUTF8: ("these bytes are not UTF-8", "Save the file as UTF-8, in Excel as \"CSV UTF-8\".")
        case .strayQuote:
            ("a quotation mark stands within a field", "Quote the whole field, and double the quotation marks in it.")
        case .textAfterQuote:
            ("there is text behind a closing quotation mark", "Double the quotation marks within a field.")
        case .unclosedQuote: ("a field that begins here has no closing quotation mark", "Close it.")
        case .bareCarriageReturn:
            ("a carriage return stands alone", "End lines with a line feed; quote a field that holds one.")
        case .fieldCount(let count, let header):
            (
                "the row has \(Self.number(count, "field")) and the header \(header)",
                "Give a field for each column, and quote a field with a separator in it."
            )
        case .tooLong(let limit): ("the file has more than \(Self.number(limit, "byte"))", "Split it.")
        case .tooManyRows(let limit): ("the file has more than \(Self.number(limit, "row"))", "Split it.")
        case .tooManyColumns(let limit): ("the file has more than \(Self.number(limit, "column"))", "Remove some.")
        case .fieldTooLong(let limit):
            ("a field has more than \(Self.number(limit, "byte"))", "Is its closing quotation mark missing?")
        }
    }

    private static func number(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
}
