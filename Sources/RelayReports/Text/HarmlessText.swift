import Quotation

extension String {
    /// The text on one line, with nothing in it that steers a terminal; quotation marks stay as they are.
    var harmless: String {
        if utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return self }
        return unicodeScalars.map { $0 == "\"" || $0 == "\\" ? String($0) : String($0).shown }.joined()
    }

    /// A JSON text in which what would steer a terminal is escaped, so that it is the same to whoever parses it.
    var harmlessJSON: String {
        if utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return self }
        // Outside of strings JSON has ASCII only, so every such character stands where an escape may.
        return unicodeScalars.map { scalar in
            guard scalar.value > 0x7E, String(scalar).shown != String(scalar) else { return String(scalar) }
            return String(scalar).utf16.map { "\\u" + String($0, radix: 16).padded(to: 4, with: "0") }.joined()
        }.joined()
    }

    private func padded(to count: Int, with filler: String) -> String {
        String(repeating: filler, count: max(0, count - utf8.count)) + self
    }
}
