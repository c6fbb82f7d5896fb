/// A range of addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or one address.
package struct AddressNetwork: Sendable, Hashable, CustomStringConvertible {
    private let address: IPAddress
    /// How many of the address's 128 bits count.
    private let prefix: Int

    /// Reads an address with or without a prefix length; bits behind the prefix must be zero, or one of both is wrong.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        let width = address.isV4 ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy(Self.isDigit), let given = Int(parts[1]), given <= width else { return nil }
            length = given
        }
        prefix = length + 128 - width
        self.address = address
        guard address.bits & ~Self.mask(prefix) == 0 else { return nil }
    }

    package func contains(_ other: IPAddress) -> Bool {
        // `0.0.0.0/0` ends with the bits that say IPv4, so no network of one kind holds addresses of the other but `::/0`.
        (other.bits ^ address.bits) & Self.mask(prefix) == 0 && other.isV4 == address.isV4
    }

    package var description: String { "\(address)/\(address.isV4 ? prefix - 96 : prefix)" }

    private static func mask(_ prefix: Int) -> UInt128 { prefix == 0 ? 0 : UInt128.max << UInt128(128 - prefix) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
