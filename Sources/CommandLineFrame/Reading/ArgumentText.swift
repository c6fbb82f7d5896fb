import Quotation

/// Turns the bytes that a process was started with into texts.
enum ArgumentText {
    static func decode(_ arguments: [[UInt8]]) throws(UsageError) -> [String] {
        var texts: [String] = []
        for (index, bytes) in arguments.enumerated() {
            // Repairing the bytes would name another file than the one that was meant.
            guard let text = String(validating: bytes, as: UTF8.self) else {
                let fact = "argument \(index + 1) is not UTF-8: \(shown(bytes))"
                throw UsageError(.notText, fact, remedy: "Write it in UTF-8.")
            }
            texts.append(text)
        }
        return texts
    }

    /// The bytes in quotes, those outside of ASCII by their numbers.
    private static func shown(_ bytes: [UInt8]) -> String {
        let limit = 60
        let pieces = bytes.prefix(limit).map { byte in
            byte < 0x80 ? String(String(Unicode.Scalar(byte)).quoted.dropFirst().dropLast()) : "\\x\(hexadecimal(byte))"
        }
        return "\"" + pieces.joined() + (bytes.count > limit ? "…" : "") + "\""
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        String(byte, radix: 16, uppercase: true)
    }
}
