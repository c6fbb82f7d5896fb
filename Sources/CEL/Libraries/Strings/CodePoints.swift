import JSON

/// Positions in UTF-8 counted in code points, as the language counts them.
extension Span<UInt8> {
    /// How many code points begin in the range.
    func codePointCount(in range: Range<Int>) -> Int {
        var count = 0
        for index in range where self[index].beginsCodePoint { count += 1 }
        return count
    }

    /// Where the code point of that number begins, or the end behind the last; nil for a number beyond.
    func offset(ofCodePoint number: Int64, from start: Int = 0) -> Int? {
        guard number >= 0, number <= count - start else { return nil }
        var left = Int(number)
        for index in start..<count where self[index].beginsCodePoint {
            if left == 0 { return index }
            left -= 1
        }
        return left == 0 ? count : nil
    }

    /// Where a part stands last, beginning before or at a position; in time linear in both.
    func lastIndex(of part: Span<UInt8>, from start: Int) -> Int? {
        let end = Swift.min(start + part.count, count)
        guard end >= part.count else { return nil }
        let backwards = extracting(0..<end).reversed
        return ByteSearch(part.reversed).first(in: backwards.span).map { end - part.count - $0 }
    }

    private var reversed: [UInt8] {
        var bytes = copied
        bytes.reverse()
        return bytes
    }
}

extension String {
    /// The same code points from the last to the first.
    var reversedCodePoints: String {
        var bytes = Array(utf8)
        bytes.reverse()
        var start = 0
        for index in bytes.indices where bytes[index].beginsCodePoint {
            // The bytes of each code point stand the wrong way round now: two, three or four.
            if start < index { bytes.swapAt(start, index) }
            if start + 2 < index { bytes.swapAt(start + 1, index - 1) }
            start = index + 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    /// Whether a code point begins with this byte of UTF-8; the others continue one.
    var beginsCodePoint: Bool { self & 0xC0 != 0x80 }
}

extension Unicode.Scalar {
    /// Whether Unicode gives it the property White_Space, which these few have and will keep.
    var isWhiteSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
