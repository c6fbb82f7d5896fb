/// A fingerprint of a run: FNV-1a over the choices made, so that two runs can be compared by one number.
struct TraceDigest {
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            digest = (digest ^ (number >> UInt64(shift) & 0xFF)) &* 0x0000_0100_0000_01B3
        }
    }

    mutating func add(_ time: (seconds: Int64, attoseconds: Int64)) {
        add(UInt64(bitPattern: time.seconds))
        add(UInt64(bitPattern: time.attoseconds))
    }
}
