/// The 64-bit hash FNV-1a: the same for the same bytes in every version and on every machine.
package struct FowlerNollVo: Sendable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    package mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    package mutating func add(_ text: String) {
        let bytes = text.utf8Span.span
        for index in bytes.indices { add(bytes[index]) }
    }

    /// Adds eight bytes, the lowest first.
    package mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }
}
