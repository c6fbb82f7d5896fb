extension Int64 {
    /// Reads a number of a header, with a fraction or without one, and rounds it up; nil where it is none.
    ///
    /// One that is too large is the largest that there is.
    init?(roundingUp text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }
        guard isNumber, let whole = parts.first else { return nil }
        let number = Int64(String(decoding: whole, as: UTF8.self)) ?? .max
        let hasMore = parts.dropFirst().contains { $0.contains { $0 != UInt8(ascii: "0") } }
        self = hasMore && number < .max ? number + 1 : number
    }
}

extension Substring {
    /// Without the spaces around it.
    var withoutOuterSpaces: Substring {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
