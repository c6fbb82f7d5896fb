extension JSONParser {
    /// Up to so many members, names are compared in passing.
    static let fewNames = 32

    /// Reads a member's name and keeps its fingerprint.
    mutating func name(_ bytes: Span<UInt8>) throws(JSONFault) -> Int {
        guard cursor < bytes.count else { throw JSONFault(code: .unexpectedEnd, offset: cursor) }
        guard bytes[cursor] == UInt8(ascii: "\"") else { throw JSONFault(code: notAName(bytes), offset: cursor) }
        var name = try string(bytes)
        name.link = Self.fingerprint(of: name, bytes)
        tape.append(name)
        return tape.count - 1
    }

    private static func fingerprint(of name: JSONEntry, _ bytes: Span<UInt8>) -> UInt32 {
        guard name.flags.contains(.escaped) else {
            return JSONName.fingerprint(of: bytes.extracting(name.range))
        }
        let decoded = JSONEscapes.decoded(bytes.extracting(name.range))
        return JSONName.fingerprint(of: decoded.span)
    }

    /// Whether an earlier member of the object has the name.
    func stands(before name: Int, from object: Int, _ bytes: Span<UInt8>) -> Bool {
        var earlier = object + 1
        while earlier < name {
            if tape[earlier].link == tape[name].link, JSONEscapes.areEqual(tape[earlier], bytes, tape[name], bytes) {
                return true
            }
            earlier = Int(tape[earlier + 1].link)
        }
        return false
    }

    /// The names that have stood before, the first one first; found by sorting, so that no text makes this quadratic.
    func repeatedNames(from object: Int, count: Int, _ bytes: Span<UInt8>) -> (first: Int?, count: Int) {
        var names: [Int] = []
        names.reserveCapacity(count)
        var index = object + 1
        while index < tape.count {
            names.append(index)
            index = Int(tape[index + 1].link)
        }
        names.sort { first, second in
            switch order(first, second, bytes) {
            case .before: true
            case .same: first < second
            case .behind: false
            }
        }
        var repeated: (first: Int?, count: Int) = (nil, 0)
        for (first, second) in zip(names, names.dropFirst()) where order(first, second, bytes) == .same {
            repeated = (min(repeated.first ?? second, second), repeated.count + 1)
        }
        return repeated
    }

    /// Any total order serves; by fingerprint first, it seldom looks at the text.
    private func order(_ first: Int, _ second: Int, _ bytes: Span<UInt8>) -> JSONEscapes.Order {
        let (left, right) = (tape[first], tape[second])
        guard left.link == right.link else { return left.link < right.link ? .before : .behind }
        return JSONEscapes.order(left, bytes, right, bytes)
    }

    /// Refuses or notes a name that its object has already had.
    mutating func meet(repeated name: Int) throws(JSONFault) {
        switch duplicates {
        case .refused: throw JSONFault(code: .repeatedName, offset: Int(tape[name].start) - 1)
        case .lastWins: repeatsNames = true
        }
    }
}
