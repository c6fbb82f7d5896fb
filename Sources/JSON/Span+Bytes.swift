extension Span<UInt8> {
    /// Whether both hold the same bytes.
    package func isEqual(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }

    /// The byte at a place; behind the last one zero, which no JSON text holds.
    @inline(__always)
    func byte(at index: Int) -> UInt8 {
        // Places are counted up from the first byte, so one comparison tells whether this one is there.
        index < count ? unsafe self[unchecked: index] : 0
    }

    /// A copy that outlives the span.
    package var copied: [UInt8] {
        // One memcpy; a loop over the span's elements costs twenty times as much.
        unsafe withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// The bytes as text; what is not UTF-8 becomes U+FFFD.
    package var text: String {
        // Lent for the length of the copy only.
        unsafe withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

extension OutputSpan<UInt8> {
    /// Copies bytes behind those that are there.
    @inline(__always)
    mutating func append(_ source: Span<UInt8>) {
        precondition(source.count <= freeCapacity)
        // One memcpy into what the condition has just found to be free.
        unsafe withUnsafeMutableBufferPointer { buffer, count in
            unsafe source.withUnsafeBufferPointer { source in
                _ = unsafe buffer.extracting(count...).initialize(fromContentsOf: source)
            }
            count += source.count
        }
    }
}
