import COpenSSL

/// Comparison that does not tell by its duration how much of a secret somebody has guessed.
package enum ConstantTime {
    /// Whether both hold the same bytes; of different lengths they are unequal at once, since a length is no secret.
    package static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        // Without bytes there may be no address to give.
        guard !left.isEmpty else { return true }
        // Both are lent for the length of the call.
        return unsafe left.withUnsafeBufferPointer { left in
            unsafe right.withUnsafeBufferPointer { right in
                unsafe CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }
}
