import RelayCore

extension Span<UInt8> {
    /// Two small hexadecimal digits for each byte.
    package var hexadecimal: [UInt8] { Hexadecimal.encode(self) }
}
