/// A sentence without what varies from lead to lead: numbers, ids, e-mail addresses and what stands in quotes.
package enum TextShape {
    /// How many bytes of a text are looked at, and how many scalars a shape has at the most.
    package static let longestRead = 1_000
    package static let longest = 160

    // Over scalars: to find out where a character ends takes several times as long, and a store may hold a million.
    package static func of(_ text: String) -> String {
        let scalars = Array(String(decoding: Array(text.utf8.prefix(longestRead)), as: UTF8.self).unicodeScalars)
        var rest = scalars[...]
        var shape: [Unicode.Scalar] = []
        var before: Unicode.Scalar = " "
        while let next = rest.first, shape.count <= longest {
            let taken: Int
            if isSpace(next) {
                taken = rest.prefix(while: isSpace).count
                if !shape.isEmpty { shape.append(" ") }
            } else if isPartOfWord(next) {
                let word = rest.prefix(while: isPartOfWord)
                taken = word.count
                append(word, to: &shape)
            } else if let length = quotation(rest, after: before) {
                taken = length
                shape += [next, "…", rest[rest.startIndex + length - 1]]
            } else {
                taken = 1
                shape.append(next)
            }
            before = rest[rest.startIndex + taken - 1]
            rest = rest.dropFirst(taken)
        }
        return string(shape.prefix(longest))
    }

    private static func string(_ shape: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: shape.last == " " ? shape.dropLast() : shape)
        return String(text)
    }

    /// How long the quotation is that begins here; nil where none does.
    private static func quotation(_ text: ArraySlice<Unicode.Scalar>, after before: Unicode.Scalar) -> Int? {
        guard let opening = text.first, let closing = closing(for: opening), !isPartOfWord(before) else { return nil }
        let end = text.indices.dropFirst().first { place in
            // An apostrophe within a word ends nothing.
            text[place] == closing && !(place + 1 < text.endIndex && isPartOfWord(text[place + 1]))
        }
        return end.map { $0 - text.startIndex + 1 }
    }

    private static func closing(for opening: Unicode.Scalar) -> Unicode.Scalar? {
        switch opening {
        case "\"", "'", "`": opening
        case "“": "”"
        case "‘": "’"
        case "«": "»"
        default: nil
        }
    }

    private static func append(_ word: ArraySlice<Unicode.Scalar>, to shape: inout [Unicode.Scalar]) {
        // What ends a sentence is no part of its last word.
        let ends = word.reversed().prefix { $0 == "." }.count
        let core = word.dropLast(ends)
        if core.dropFirst().dropLast().contains("@") {
            shape += "<e-mail>".unicodeScalars
        } else if core.contains(where: isNumber) {
            shape += (core.contains(where: isLetter) ? "<id>" : "<number>").unicodeScalars
        } else {
            shape += core
        }
        shape += word.suffix(ends)
    }

    // MARK: Classes

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? ("0"..."9").contains(scalar) : scalar.properties.numericType != nil
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return scalar.properties.isAlphabetic }
        return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "@", "_", "-", "+", "%", "/", "\\", "#", "&", "$", "~", "^", "*", ".", "|": true
        default: isLetter(scalar) || isNumber(scalar) || isMark(scalar)
        }
    }

    /// An accent that stands behind its letter.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && scalar.properties.generalCategory == .nonspacingMark
    }
}
