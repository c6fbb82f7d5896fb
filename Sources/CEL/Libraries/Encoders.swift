/// `base64.encode` and `base64.decode`, with the standard alphabet of RFC 4648.
enum Encoders {
    static let all: [Function] = [
        Function(
            "base64.encode",
            [.global(.bytes, returns: .string)],
            .unary { value, budget throws(EvaluationError) in
                guard case .bytes(let bytes) = value else { return nil }
                try budget.admit(bytes: bytes.count + bytes.count / 3)
                try budget.charge(bytes.count, .worked)
                return .string(encode(bytes))
            }
        ),
        Function(
            "base64.decode",
            [.global(.string, returns: .bytes)],
            .unary { value, budget throws(EvaluationError) in
                guard case .string(let text) = value else { return nil }
                try budget.admit(bytes: text.utf8.count)
                try budget.charge(text.utf8.count, .worked)
                guard let bytes = decode(text.utf8) else {
                    try budget.chargeForFailure()
                    throw EvaluationError(.invalidArgument, "\(value.shown) is not base64")
                }
                return .bytes(bytes)
            }
        ),
    ]

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    private static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits = 0
        var waiting = 0
        for byte in bytes {
            bits = bits << 8 & 0xFFFF | Int(byte)
            waiting += 8
            while waiting >= 6 {
                waiting -= 6
                text.append(digits[bits >> waiting & 63])
            }
        }
        if waiting > 0 { text.append(digits[bits << (6 - waiting) & 63]) }
        while text.count % 4 != 0 { text.append(padding) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads digits with or without the padding that fills up the last four; line breaks may stand anywhere.
    ///
    /// Bits that the last digit says beyond the last byte are dropped.
    private static func decode(_ text: String.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits = 0
        var count = 0
        var paddingCount = 0
        for byte in text where byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") {
            if byte == padding {
                paddingCount += 1
                continue
            }
            guard paddingCount == 0, let value = value(of: byte) else { return nil }
            bits = bits << 6 & 0xFFFF | value
            count += 1
            if count % 4 != 1 { bytes.append(UInt8(truncatingIfNeeded: bits >> ((8 - count % 4 * 2) % 8))) }
        }
        let missing = (4 - count % 4) % 4
        return missing < 3 && (paddingCount == 0 || paddingCount == missing) ? bytes : nil
    }

    private static func value(of byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
