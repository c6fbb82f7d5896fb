import RelayCore

extension Lane {
    /// The same number for the same lane in every version and on every machine; two lanes that share one only wait for
    /// each other.
    var key: Int64 {
        var hash = FowlerNollVo()
        hash.add(destination)
        hash.add(0xFF)  // Not in UTF-8, so that the border between the two texts counts.
        hash.add(lead)
        return Int64(bitPattern: hash.value)
    }
}

/// The 64-bit hash FNV-1a.
private struct FowlerNollVo {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    mutating func add(_ text: String) {
        let bytes = text.utf8Span.span
        for index in bytes.indices { add(bytes[index]) }
    }
}
