extension JSONParser {
    /// What it most likely was that stands where a value should begin.
    func unexpected(_ bytes: Span<UInt8>) -> JSONError.Code {
        switch bytes[cursor] {
        case UInt8(ascii: "'"): .singleQuotes
        case UInt8(ascii: "/"), UInt8(ascii: "#"): .comment
        case UInt8(ascii: "+"): .plusSign
        case UInt8(ascii: "."): .bareFraction
        case 0x80...: outsideASCII(bytes)
        default: stands("NaN", bytes) || stands("Inf", bytes) ? .notFinite : .unexpectedByte
        }
    }

    /// What is wrong where a value should begin and none does.
    func notAValue(_ bytes: Span<UInt8>) -> JSONError.Code {
        cursor < bytes.count ? unexpected(bytes) : .unexpectedEnd
    }

    /// What is wrong where a name should begin and none does.
    func notAName(_ bytes: Span<UInt8>) -> JSONError.Code {
        guard cursor < bytes.count else { return .unexpectedEnd }
        return switch unexpected(bytes) {
        case let code where [.singleQuotes, .comment, .invalidUTF8].contains(code): code
        default: .nameNotQuoted
        }
    }

    /// The code, unless a comment stands at the cursor or the text has ended.
    func orComment(_ code: JSONError.Code, _ bytes: Span<UInt8>) -> JSONError.Code {
        guard cursor < bytes.count else { return .unexpectedEnd }
        return unexpected(bytes) == .comment ? .comment : code
    }

    private func outsideASCII(_ bytes: Span<UInt8>) -> JSONError.Code {
        guard (try? Self.end(ofScalarAt: cursor, bytes)) != nil else { return .invalidUTF8 }
        return cursor == 0 && stands("\u{FEFF}", bytes) ? .byteOrderMark : .unexpectedByte
    }

    /// Whether the word stands at the cursor.
    func stands(_ word: String, _ bytes: Span<UInt8>) -> Bool {
        let end = cursor + word.utf8.count
        return end <= bytes.count && bytes.extracting(cursor..<end).isEqual(to: word.utf8Span.span)
    }
}

// MARK: The path of a fault

extension JSONParser {
    /// The path to the value that a fault spoils: down through the containers that are still open.
    func path(to fault: JSONFault, on tape: [JSONEntry], _ bytes: Span<UInt8>) -> JSONPointer {
        var pointer = JSONPointer()
        var container = 0
        while container < tape.count, tape[container].isOpen,
            let step = step(from: container, towards: fault.offset, tape, bytes)
        {
            pointer.tokens.append(step.token)
            container = step.child
        }
        return pointer
    }

    /// The child that the fault lies in, whether it stands on the tape or was only about to; none where the fault is
    /// the container's own, as with a comma or a name.
    private func step(
        from container: Int,
        towards offset: Int,
        _ tape: [JSONEntry],
        _ bytes: Span<UInt8>
    ) -> (token: String, child: Int)? {
        let isObject = tape[container].kind == .object
        var index = container + 1
        var position = 0
        var end = Int(tape[container].start) + 1
        while index < tape.count {
            let child = isObject ? index + 1 : index
            guard child < tape.count, !tape[child].isOpen, tape[child].byteRange.upperBound <= offset else {
                return (isObject ? JSONEscapes.text(of: tape[index], bytes).span.text : String(position), child)
            }
            end = tape[child].byteRange.upperBound
            index = Int(tape[child].link)
            position += 1
        }
        guard !isObject, position == 0 || awaitsElement(from: end, to: offset, bytes) else { return nil }
        return (String(position), index)
    }

    /// Whether a comma stands between the last element and the fault, and the fault is not that nothing follows it.
    private func awaitsElement(from end: Int, to offset: Int, _ bytes: Span<UInt8>) -> Bool {
        let hasComma = (end..<offset).contains { bytes[$0] == UInt8(ascii: ",") }
        return hasComma && !(offset < bytes.count && bytes[offset] == UInt8(ascii: "]"))
    }
}
