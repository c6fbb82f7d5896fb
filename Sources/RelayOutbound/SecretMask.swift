import RelayCore

/// Takes the secrets that a request was sent with out of what its answer says: many an API repeats the key that it refuses.
struct SecretMask {
    /// Shorter ones would be found where nobody meant them.
    private static let shortest = 4
    /// Shorter ones may be a part of a number or a word, and count only where they stand alone.
    private static let unlikely = 8
    /// The longest spelling of a byte, `\u002B`.
    private static let longestSpelling = 6

    /// The longest first: one may begin with another.
    private var secrets: [(bytes: [UInt8], name: [UInt8])] = []

    /// Takes out a secret, and puts that in its place.
    mutating func hide(_ secret: String, as name: String) {
        let bytes = Array(secret.utf8)
        guard bytes.count >= Self.shortest, !secrets.contains(where: { $0.bytes == bytes }) else { return }
        let place = secrets.firstIndex { $0.bytes.count < bytes.count } ?? secrets.count
        secrets.insert((bytes, Array(name.utf8)), at: place)
    }

    /// As much of a body as is kept, without the secrets.
    func masked(_ body: [UInt8], keeping limit: Int) -> [UInt8] {
        guard !secrets.isEmpty else { return Array(body.prefix(limit)) }
        // One that the limit would cut in two must be found as well.
        let longest = secrets[0].bytes.count * Self.longestSpelling
        let end = min(body.count, limit + longest)
        let bytes = body.span
        var kept: [UInt8] = []
        kept.reserveCapacity(min(body.count, limit))
        var position = 0
        while position < end, kept.count < limit {
            if let (name, next) = secret(at: position, in: bytes) {
                kept += name
                position = next
            } else {
                kept.append(bytes[position])
                position += 1
            }
        }
        if kept.count > limit { kept.removeLast(kept.count - limit) }
        return kept
    }

    /// The secret that begins there, and where it ends.
    private func secret(at start: Int, in body: Span<UInt8>) -> (name: [UInt8], next: Int)? {
        for (bytes, name) in secrets {
            guard let end = Self.end(of: bytes.span, from: start, in: body) else { continue }
            let standsAlone =
                !(start > 0 && body[start - 1].isLetterOrDigit)
                && !(end < body.count && body[end].isLetterOrDigit)
            if bytes.count >= Self.unlikely || standsAlone { return (name, end) }
        }
        return nil
    }

    /// Where a secret ends that begins there, however each of its bytes is spelled: as it is, as in JSON or as in a URL.
    private static func end(of secret: Span<UInt8>, from start: Int, in body: Span<UInt8>) -> Int? {
        var position = start
        for index in secret.indices {
            guard position < body.count else { return nil }
            let byte = secret[index]
            if let count = escape(of: byte, at: position, in: body) {
                position += count
            } else if body[position] == byte {
                position += 1
            } else {
                return nil
            }
        }
        return position
    }

    /// How many bytes an escape of this one takes that stands there; nil where none does.
    private static func escape(of byte: UInt8, at position: Int, in body: Span<UInt8>) -> Int? {
        let rest = body.count - position
        switch body[position] {
        case UInt8(ascii: "\\") where rest >= 2 && body[position + 1] == UInt8(ascii: "u"):
            guard rest >= 6, number(body, position + 2, digits: 4) == Int(byte) else { return nil }
            return 6
        case UInt8(ascii: "\\") where rest >= 2 && body[position + 1] == byte && #""\/"#.utf8.contains(byte): return 2
        case UInt8(ascii: "%") where rest >= 3 && number(body, position + 1, digits: 2) == Int(byte): return 3
        case UInt8(ascii: "+") where byte == UInt8(ascii: " "): return 1
        default: return nil
        }
    }

    private static func number(_ body: Span<UInt8>, _ start: Int, digits: Int) -> Int? {
        var number = 0
        for position in start..<start + digits {
            guard let digit = Character(Unicode.Scalar(body[position])).hexDigitValue else { return nil }
            number = number << 4 | digit
        }
        return number
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
