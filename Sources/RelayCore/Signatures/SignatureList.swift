/// The signatures of a header that can be one, by their length.
struct SignatureList {
    private let first: ArraySlice<UInt8>?
    private let others: [ArraySlice<UInt8>]
    private let encoding: SignatureScheme.Encoding

    init(_ header: borrowing SignatureHeader, _ check: SchemeCheck) {
        let encoding = check.scheme.encoding
        self.encoding = encoding
        let textLength = check.signatureLength.map { encoding.textLength($0) }
        func isPossible(_ text: ArraySlice<UInt8>) -> Bool { textLength.map { $0 == text.count } ?? !text.isEmpty }
        first = header.first.flatMap { isPossible($0) ? $0 : nil }
        others = header.others.isEmpty ? [] : header.others.filter(isPossible)
    }

    /// Whether none of them can be right, whatever was signed.
    var isEmpty: Bool { first == nil && others.isEmpty }

    /// Whether any is written as its scheme writes it; asked only once none was right.
    var areReadable: Bool { any { decode($0) != nil } }

    // MARK: Comparison

    func hold(codeOf text: SigningText, _ body: [UInt8], _ key: any Authenticator, _ digests: any Digests) -> Bool {
        var space = [64 of UInt8](repeating: 0)
        var output = space.mutableSpan
        let length = key.code(text.head.span, text.hasBody ? body.span : Span(), text.tail.span, into: &output)
        return hold(space.span.extracting(first: length), digests)
    }

    func hold(digestOf text: [UInt8], _ digests: any Digests) -> Bool {
        let digest = digests.sha256(text.span)
        return hold(digest.span, digests)
    }

    func hold(signatureOf text: [UInt8], _ key: any PublicKey) -> Bool {
        any { signature in decode(signature).map { key.isSignature($0.span, of: text.span) } ?? false }
    }

    private func hold(_ expected: Span<UInt8>, _ digests: any Digests) -> Bool {
        if let first, isEqual(first, expected, digests) { return true }
        for other in others where isEqual(other, expected, digests) { return true }
        return false
    }

    private func isEqual(_ text: ArraySlice<UInt8>, _ expected: Span<UInt8>, _ digests: any Digests) -> Bool {
        var space = [64 of UInt8](repeating: 0)
        var output = space.mutableSpan
        let count =
            switch encoding {
            case .hex: Hexadecimal.decode(text.span, into: &output)
            case .base64: Base64.decode(text.span, into: &output)
            }
        guard let count, count == expected.count else { return false }
        return digests.areEqual(space.span.extracting(first: count), expected)
    }

    private func any(_ test: (ArraySlice<UInt8>) -> Bool) -> Bool {
        if let first, test(first) { return true }
        return others.contains(where: test)
    }

    private func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        switch encoding {
        case .hex: Hexadecimal.decode(text.span)
        case .base64: Base64.decode(text.span)
        }
    }
}

extension SignatureScheme.Encoding {
    /// How many characters that many bytes take.
    func textLength(_ bytes: Int) -> Int {
        switch self {
        case .hex: 2 * bytes
        case .base64: (bytes + 2) / 3 * 4
        }
    }

    /// The bytes as a text.
    package func text(_ bytes: Span<UInt8>) -> [UInt8] {
        switch self {
        case .hex: Hexadecimal.encode(bytes)
        case .base64: Base64.encode(bytes)
        }
    }
}
