import Glibc

/// An address of IPv4 or IPv6; one of IPv4 within IPv6 (`::ffff:192.0.2.1`) is the former.
package struct IPAddress: Sendable, Hashable {
    /// IPv6's 128 bits; an address of IPv4 stands below `::ffff:0:0`.
    package let bits: UInt128

    package init(bits: UInt128) { self.bits = bits }

    package init(v4 bits: UInt32) { self.bits = Self.mapped | UInt128(bits) }

    /// Reads `192.0.2.1` or `2001:db8::1`, without brackets or a zone.
    package init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(v4: UInt32(bigEndian: four.s_addr))
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            self.init(six)
        } else {
            return nil
        }
    }

    package var isV4: Bool { bits >> 32 == Self.mapped >> 32 }

    private static let mapped: UInt128 = 0xffff_0000_0000
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        // Long enough for any address, as POSIX has it.
        let capacity = Int(INET6_ADDRSTRLEN)
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { text in
            let written =
                if isV4 {
                    unsafe withUnsafeBytes(of: in_addr(self)) {
                        unsafe inet_ntop(AF_INET, $0.baseAddress, text.baseAddress, socklen_t(capacity))
                    }
                } else {
                    unsafe withUnsafeBytes(of: bits.bigEndian) {
                        unsafe inet_ntop(AF_INET6, $0.baseAddress, text.baseAddress, socklen_t(capacity))
                    }
                }
            return unsafe written.map { unsafe String(cString: $0) } ?? ""
        }
    }
}

extension IPAddress {
    init(_ address: in6_addr) {
        // Both are the same 16 bytes.
        self.init(bits: UInt128(bigEndian: unsafe unsafeBitCast(address, to: UInt128.self)))
    }
}

extension in_addr {
    init(_ address: IPAddress) { self.init(s_addr: UInt32(truncatingIfNeeded: address.bits).bigEndian) }
}

extension in6_addr {
    init(_ address: IPAddress) {
        // Both are the same 16 bytes.
        self = unsafe unsafeBitCast(address.bits.bigEndian, to: in6_addr.self)
    }
}
