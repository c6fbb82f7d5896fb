extension Span<UInt8> {
    /// A copy that outlives the span.
    var copied: [UInt8] {
        // One memcpy; a loop over the span's elements costs twenty times as much.
        unsafe withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// The bytes as text; what is not UTF-8 becomes U+FFFD.
    var text: String {
        // Lent for the length of the copy only.
        unsafe withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the bytes are those of an ASCII word.
    func reads(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        // The word's own bytes, within its own count.
        for index in 0..<count where self[index] != (unsafe word.utf8Start[index]) { return false }
        return true
    }

    /// Whether the bytes are those of an ASCII word in lower case, but for the case of letters.
    package func readsWithoutCase(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        // The word's own bytes, within its own count.
        for index in 0..<count where self[index].lowercased != (unsafe word.utf8Start[index]) { return false }
        return true
    }

    /// Whether both hold the same bytes, but for the case of ASCII letters.
    func isEqualWithoutCase(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index].lowercased != other[index].lowercased { return false }
        return true
    }
}

extension Span<UInt8> {
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        for index in range where self[index] == byte { return index }
        return nil
    }

    /// Where the token of RFC 9110 ends that begins the range; its start when there is none.
    func endOfToken(in range: Range<Int>) -> Int {
        var end = range.lowerBound
        while end < range.upperBound, self[end].isTokenByte { end += 1 }
        return end
    }

    /// The range without spaces and tabs at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isSpace { start += 1 }
        while start < end, self[end - 1].isSpace { end -= 1 }
        return start..<end
    }

    /// The element of a comma-separated list that begins at `start`, trimmed; moves `start` behind its comma.
    func nextListElement(_ start: inout Int) -> Range<Int>? {
        guard start <= count else { return nil }
        let end = firstIndex(of: UInt8(ascii: ","), in: start..<count) ?? count
        defer { start = end + 1 }
        return trimmed(start..<end)
    }
}

extension Span<UInt8> {
    /// The first byte from `start` on that is below a space, or DEL.
    func firstControl(from start: Int) -> Int? {
        var index = start
        while index + 8 <= count {
            // Eight bytes that the condition has just found to be there.
            let eight = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let controls = Self.controls(UInt64(littleEndian: eight))
            guard controls == 0 else { return index + controls.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count {
            if self[index] < 0x20 || self[index] == 0x7F { return index }
            index += 1
        }
        return nil
    }

    /// Sets the top bit of the first byte that is a control; those behind it may be wrong.
    ///
    /// A byte below the subtrahend borrows and so gets its top bit; an exclusive or makes DEL zero. Bytes that had the
    /// top bit before are none.
    private static func controls(_ eight: UInt64) -> UInt64 {
        let each: UInt64 = 0x0101_0101_0101_0101
        let low = (eight &- each &* 0x20) & ~eight
        let delete = eight ^ each &* 0x7F
        return (low | (delete &- each) & ~delete) & (each &* 0x80)
    }
}
