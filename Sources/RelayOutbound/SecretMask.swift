import RelayCore

/// Takes the secrets that a request was sent with out of what its answer says: many an API repeats the key that it refuses.
struct SecretMask {
    /// Shorter ones would be found where nobody meant them.
    private static let shortest = 4

    /// How a secret may be spelled, and what is put in its place.
    private var spellings: [(bytes: [UInt8], name: [UInt8])] = []

    /// Takes out a secret as it is, as it stands in a URL, and as some languages write it in JSON.
    mutating func hide(_ secret: String, as name: String) {
        guard secret.utf8.count >= Self.shortest else { return }
        let slashed = secret.split(separator: "/", omittingEmptySubsequences: false).joined(separator: #"\/"#)
        for text in [secret, PercentEncoding.encode(secret), slashed] {
            let bytes = Array(text.utf8)
            if !spellings.contains(where: { $0.bytes == bytes }) { spellings.append((bytes, Array(name.utf8))) }
        }
    }

    /// As much of a body as is kept, without the secrets.
    func masked(_ body: [UInt8], keeping limit: Int) -> [UInt8] {
        // One that the limit would cut in two must be found as well.
        let longest = spellings.reduce(0) { max($0, $1.bytes.count) }
        let end = min(body.count, limit + longest)
        let bytes = body.span
        var kept: [UInt8] = []
        kept.reserveCapacity(min(body.count, limit))
        var position = 0
        while position < end, kept.count < limit {
            if let found = spellings.first(where: { Self.stands($0.bytes.span, at: position, in: bytes) }) {
                kept += found.name
                position += found.bytes.count
            } else {
                kept.append(bytes[position])
                position += 1
            }
        }
        if kept.count > limit { kept.removeLast(kept.count - limit) }
        return kept
    }

    private static func stands(_ text: Span<UInt8>, at position: Int, in body: Span<UInt8>) -> Bool {
        text.count <= body.count - position && text.indices.allSatisfy { text[$0] == body[position + $0] }
    }
}
