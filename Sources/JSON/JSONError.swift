/// A place in a text as an editor counts: lines and columns from one, a column for each Unicode scalar.
package struct JSONPlace: Sendable, Hashable, CustomStringConvertible {
    package let line: Int
    package let column: Int

    package var description: String { "\(line):\(column)" }

    /// Finds the place of a byte.
    init(of offset: Int, in bytes: Span<UInt8>) {
        self = JSONPlace(line: 1, column: 1).moved(over: bytes.extracting(first: min(offset, bytes.count)))
    }

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place behind these bytes, when this one is before them.
    func moved(over bytes: Span<UInt8>) -> JSONPlace {
        var line = line
        var column = column
        for index in bytes.indices {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JSONPlace(line: line, column: column)
    }
}

/// What is wrong with a JSON text, where, and how to put it right.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    package let code: Code
    /// Where in the bytes the fault stands.
    package let offset: Int
    package let place: JSONPlace
    /// The value that was being read.
    package let pointer: JSONPointer

    package var description: String {
        // The value as a whole needs no path.
        let path = pointer.tokens.isEmpty ? "" : " at \(pointer.quoted)"
        return "\(place): \(code.fact)\(path). \(code.remedy)"
    }

    package enum Code: Sendable, Equatable {
        case empty, tooLong, tooDeep, unexpectedEnd, unexpectedByte, trailingText, byteOrderMark
        case trailingComma, missingComma, missingColon, nameNotQuoted, singleQuotes, comment, notFinite
        case leadingZero, plusSign, bareFraction, incompleteNumber
        case controlInString, unknownEscape, badUnicodeEscape, loneSurrogate, invalidUTF8
        case repeatedName
    }
}

extension JSONError.Code {
    package var fact: String { words.fact }
    package var remedy: String { words.remedy }

    private var words: (fact: String, remedy: String) {
        switch self {
        case .empty: ("the text is empty", "Write a value, for example {}.")
        case .tooLong: ("the text is too long", "Send less, or raise the limit on bytes.")
        case .tooDeep: ("arrays and objects are nested too deeply", "Flatten the value.")
        case .unexpectedEnd: ("the text ends inside a value", "Was it cut off? Close what is open.")
        case .unexpectedByte: ("this cannot begin a value", "A value is {, [, a string, a number, true, false or null.")
        case .trailingText: ("there is text behind the value", "Remove it; a text holds one value.")
        case .byteOrderMark: ("the text begins with a byte order mark", "Save it as UTF-8 without one.")
        case .trailingComma: ("a comma stands before the closing bracket", "Remove it.")
        case .missingComma: ("a comma or the closing bracket is missing", "Put it before this.")
        case .missingColon: ("a colon is missing behind the name", "Write \"name\": value.")
        case .nameNotQuoted: ("a member's name is missing or not quoted", "Names stand in double quotation marks.")
        case .singleQuotes: ("strings stand in double quotation marks", "Replace ' by \".")
        case .comment: ("JSON has no comments", "Use a member named \"//\" where the reader allows it.")
        case .notFinite: ("JSON has no such number", "Use null, or a string.")
        case .leadingZero: ("a number begins with a zero", "Remove it, or quote the digits.")
        case .plusSign: ("a number begins with a plus", "Remove the sign.")
        case .bareFraction: ("a number begins with its point", "Put a zero before it.")
        case .incompleteNumber: ("a digit is missing in the number", "Complete or shorten it.")
        case .controlInString: ("a control character stands in a string", "Write it as an escape, \\n or \\u000a.")
        case .unknownEscape: ("there is no such escape", "Escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u0000.")
        case .badUnicodeEscape: ("\\u needs four hexadecimal digits", "Write all four, for example \\u00e9.")
        case .loneSurrogate: ("half of a surrogate pair stands alone", "Write both halves, or the character itself.")
        case .invalidUTF8: ("these bytes are not UTF-8", "Save or send the text as UTF-8.")
        case .repeatedName: ("this name stands twice in the object", "Keep one of the two.")
        }
    }
}

/// A fault as the parser meets it: it knows the byte, not yet the line or the pointer.
struct JSONFault: Error {
    let code: JSONError.Code
    let offset: Int
}
