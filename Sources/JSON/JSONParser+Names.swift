extension JSONParser {
    /// Up to so many members, names are compared in passing.
    static let fewNames = 32

    /// Reads a member's name and tells its fingerprint; in line, as it is needed in one place only.
    @inline(__always)
    mutating func name(_ bytes: Span<UInt8>, _ tape: inout Tape) throws(JSONFault) -> UInt32 {
        var name = try string(bytes)
        name.link = Self.fingerprint(of: name, bytes)
        tape.append(name)
        return name.link
    }

    @inline(__always)
    private static func fingerprint(of name: JSONEntry, _ bytes: Span<UInt8>) -> UInt32 {
        guard name.flags.contains(.escaped) else {
            return JSONName.fingerprint(of: bytes.extracting(name.range))
        }
        return JSONName.fingerprint(of: JSONEscapes.decoded(bytes.extracting(name.range)).span)
    }

    /// Whether the name that was read last has stood before in its object; seldom asked, and therefore out of line.
    @inline(never)
    func repeatsLastName(_ object: Int, _ tape: Span<JSONEntry>, _ bytes: Span<UInt8>) -> Bool {
        let last = tape.count - 1
        var earlier = object + 1
        while earlier < last {
            if tape[earlier].link == tape[last].link, JSONEscapes.areEqual(tape[earlier], bytes, tape[last], bytes) {
                return true
            }
            earlier = Int(tape[earlier + 1].link)
        }
        return false
    }

    /// The names that have stood before, the first one first; found by sorting, so that no text makes this quadratic.
    func repeatedNames(
        from object: Int,
        count: Int,
        _ tape: Span<JSONEntry>,
        _ bytes: Span<UInt8>
    ) -> (first: Int?, count: Int) {
        var names: [Int] = []
        names.reserveCapacity(count)
        var index = object + 1
        while index < tape.count {
            names.append(index)
            index = Int(tape[index + 1].link)
        }
        names.sort { first, second in
            switch order(tape[first], tape[second], bytes) {
            case .before: true
            case .same: first < second
            case .behind: false
            }
        }
        var repeated: (first: Int?, count: Int) = (nil, 0)
        for (first, second) in zip(names, names.dropFirst()) where order(tape[first], tape[second], bytes) == .same {
            repeated = (min(repeated.first ?? second, second), repeated.count + 1)
        }
        return repeated
    }

    /// Any total order serves; by fingerprint first, it seldom looks at the text.
    private func order(_ left: JSONEntry, _ right: JSONEntry, _ bytes: Span<UInt8>) -> JSONEscapes.Order {
        guard left.link == right.link else { return left.link < right.link ? .before : .behind }
        return JSONEscapes.order(left, bytes, right, bytes)
    }

    /// Refuses or notes a name that its object has already had.
    mutating func meet(repeated name: JSONEntry) throws(JSONFault) {
        switch duplicates {
        case .refused: throw JSONFault(code: .repeatedName, offset: name.byteRange.lowerBound)
        case .lastWins: repeatsNames = true
        }
    }
}
