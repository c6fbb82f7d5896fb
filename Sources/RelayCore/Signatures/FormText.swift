/// The text that Twilio makes of a form: the parameters sorted by name, each name and value behind the other.
///
/// A name that is repeated counts once for each different value, in the order of the values.
enum FormText {
    static func of(_ body: [UInt8]) -> [UInt8] {
        var values: [[UInt8]: Set<[UInt8]>] = [:]
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            values[decoded(pair[..<equals]), default: []].insert(decoded(pair[equals...].dropFirst()))
        }
        var text: [UInt8] = []
        for name in values.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            for value in (values[name] ?? []).sorted(by: { $0.lexicographicallyPrecedes($1) }) { text += name + value }
        }
        return text
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if let escaped = PercentEscape.byte(at: index, in: text) {
                bytes.append(escaped)
                index += 3
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return bytes
    }
}
