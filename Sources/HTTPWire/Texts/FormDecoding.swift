/// Forms and queries: `a=1&b=%20x+y`.
package enum FormDecoding {
    /// Reads the pairs in their order, repeated names and all; empty pairs, as between `&&`, are none.
    ///
    /// A name without `=` has an empty value, as a form with an empty field would send it.
    package static func pairs(
        in text: Span<UInt8>,
        atMost limit: Int = 1_000
    ) throws(DecodingFault) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        var start = 0
        while start < text.count {
            let end = text.firstIndex(of: UInt8(ascii: "&"), in: start..<text.count) ?? text.count
            if end > start {
                guard pairs.count < limit else { throw .tooManyPairs }
                pairs.append(try pair(text, start..<end))
            }
            start = end + 1
        }
        return pairs
    }

    package static func pairs(
        in text: String,
        atMost limit: Int = 1_000
    ) throws(DecodingFault) -> [(name: String, value: String)] {
        try pairs(in: text.utf8Span.span, atMost: limit)
    }

    private static func pair(
        _ text: Span<UInt8>,
        _ range: Range<Int>
    ) throws(DecodingFault) -> (name: String, value: String) {
        let equals = text.firstIndex(of: UInt8(ascii: "="), in: range) ?? range.upperBound
        let value = min(equals + 1, range.upperBound)..<range.upperBound
        return (
            try PercentDecoding.decoded(text, range.lowerBound..<equals, plusIsSpace: true),
            try PercentDecoding.decoded(text, value, plusIsSpace: true)
        )
    }
}
