extension Span<UInt8> {
    /// Where the first byte stands that is not plain text: a quotation mark, a backslash, a control or no ASCII.
    ///
    /// In line: most texts are a word or two, and the call would cost as much as the look.
    @inline(__always)
    package func endOfPlainText(from start: Int) -> Int {
        precondition(start >= 0)
        var index = start
        let lastEight = count - 8
        while index <= lastEight {
            // Eight bytes that the condition has just found to be there.
            let eight = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
            let special = Self.specialBytes(UInt64(littleEndian: eight))
            guard special == 0 else { return index + special.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, Self.specialBytes(0x2020_2020_2020_2000 | UInt64(self[index])) == 0 { index += 1 }
        return index
    }

    /// Sets the top bit of the first byte that is not plain text; those behind it may be wrong.
    ///
    /// A byte below the subtrahend borrows and so gets its top bit. Flipping the second bit puts the quotation mark in the
    /// gap behind the controls, and an exclusive or makes the backslash zero.
    static func specialBytes(_ eight: UInt64) -> UInt64 {
        let each: UInt64 = 0x0101_0101_0101_0101
        let controlsAndQuotes = (eight ^ each &* 0x02) &- each &* 0x21
        let backslashes = (eight ^ each &* UInt64(UInt8(ascii: "\\"))) &- each
        return (eight | controlsAndQuotes | backslashes) & (each &* 0x80)
    }
}
