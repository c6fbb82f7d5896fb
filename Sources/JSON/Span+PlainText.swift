extension Span<UInt8> {
    /// Where the first byte stands that is not plain text: a quotation mark, a backslash, a control or no ASCII.
    package func endOfPlainText(from start: Int) -> Int {
        var index = start
        while index + 8 <= count {
            // Eight bytes that the condition has just found to be there.
            let eight = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let special = Self.specialBytes(UInt64(littleEndian: eight))
            guard special == 0 else { return index + special.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, Self.specialBytes(0x2020_2020_2020_2000 | UInt64(self[index])) == 0 { index += 1 }
        return index
    }

    /// Sets the top bit of the first byte that is not plain text; those behind it may be wrong.
    ///
    /// A byte below the subtrahend borrows and so gets its top bit, and an exclusive or makes the wanted byte zero.
    private static func specialBytes(_ eight: UInt64) -> UInt64 {
        let each: UInt64 = 0x0101_0101_0101_0101
        let controls = eight &- each &* 0x20
        let quotes = (eight ^ each &* UInt64(UInt8(ascii: "\""))) &- each
        let backslashes = (eight ^ each &* UInt64(UInt8(ascii: "\\"))) &- each
        return (eight | controls | quotes | backslashes) & (each &* 0x80)
    }
}
