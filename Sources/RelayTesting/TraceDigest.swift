import RelayCore

/// A fingerprint of a run: a hash over the choices made, so that two runs can be compared by one number.
struct TraceDigest {
    private var hash = FowlerNollVo()

    var digest: UInt64 { hash.value }

    mutating func add(_ number: UInt64) { hash.add(number) }

    mutating func add(_ time: (seconds: Int64, attoseconds: Int64)) {
        add(UInt64(bitPattern: time.seconds))
        add(UInt64(bitPattern: time.attoseconds))
    }
}
