import RelayCore

extension Lane {
    /// The same number for the same lane in every version and on every machine; two lanes that share one only wait for
    /// each other.
    var key: Int64 {
        var hash = FowlerNollVo()
        hash.add(destination)
        hash.add(0xFF as UInt8)  // Not in UTF-8, so that the border between the two texts counts.
        hash.add(lead)
        return Int64(bitPattern: hash.value)
    }

    /// The same for all that are of a send and about a lead, and no lane's but by chance.
    static func rivalsKey(of send: Int64, lead: String) -> Int64 {
        var hash = FowlerNollVo()
        hash.add(UInt64(bitPattern: send))
        hash.add(0xFE as UInt8)
        hash.add(lead)
        return Int64(bitPattern: hash.value)
    }
}
