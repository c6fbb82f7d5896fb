/// The headers of an answer, gathered line by line as they come.
struct HeaderBlock {
    /// More than any server sends in good faith.
    static let limit = 64 << 10

    private var bytes: [UInt8] = []
    /// Whether the empty line has come that ends them.
    private(set) var isComplete = false
    private(set) var isTooLong = false

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isComplete = false
        isTooLong = false
    }

    /// Takes a line with its end; false for one too many.
    mutating func take(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        // A status line begins another answer: those before it were interim ones, such as 100 and 103.
        if unsafe line.starts(with: "HTTP/".utf8) { removeAll() }
        // What comes behind the empty line, after the body, are trailers.
        guard !isComplete else { return true }
        isTooLong = bytes.count + line.count > Self.limit
        guard !isTooLong else { return false }
        unsafe bytes.append(contentsOf: line)
        isComplete = unsafe line.allSatisfy { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
        return true
    }

    /// The fields by their names in lower case; the values of one that came several times are joined by commas.
    var fields: [String: String] {
        var fields: [String: String] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")).dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon].map(Self.lowercased), as: UTF8.self)
            let value = String(decoding: Self.trimmed(line[(colon + 1)...]), as: UTF8.self)
            fields[name] = fields[name].map { "\($0), \(value)" } ?? value
        }
        return fields
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = value.firstIndex { !isBlank($0) } ?? value.endIndex
        let end = value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return value[start..<end]
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
