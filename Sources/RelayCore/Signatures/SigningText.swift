/// The text that was signed, put together from a request: what stands before the body, and what behind it.
struct SigningText {
    let head: [UInt8]
    let tail: [UInt8]
    let hasBody: Bool

    /// What a request gives for the parts of a signed text.
    struct Parts {
        var method: String
        var timestamp: ArraySlice<UInt8> = []
        var id: ArraySlice<UInt8> = []
        var url = ""
        var form: [UInt8] = []
    }

    /// Puts it together, with the secret for schemes in whose text it stands.
    init(_ text: SignedText, _ parts: borrowing Parts, secret: [UInt8] = []) {
        head = Self.join(text.head, parts, secret)
        tail = Self.join(text.tail, parts, secret)
        hasBody = text.hasBody
    }

    /// The whole text, for what cannot take it in pieces.
    func joined(_ body: [UInt8]) -> [UInt8] { head + (hasBody ? body : []) + tail }

    private static func join(_ parts: [SignedText.Part], _ values: Parts, _ secret: [UInt8]) -> [UInt8] {
        guard !parts.isEmpty else { return [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        for part in parts {
            switch part {
            case .literal(let literal): bytes += literal
            case .timestamp: bytes += values.timestamp
            case .id: bytes += values.id
            case .method: bytes += values.method.utf8
            case .url: bytes += values.url.utf8
            case .uri: bytes += SignedAddress.partlyDecoded(values.url)
            case .secret: bytes += secret
            case .form: bytes += values.form
            }
        }
        return bytes
    }
}
