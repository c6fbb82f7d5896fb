/// The headers of an answer, gathered line by line as they come.
struct HeaderBlock {
    /// More than any server sends in good faith.
    static let limit = 64 << 10

    /// The lines as they came, with the fields' names in lower case.
    private var bytes: [UInt8] = []
    private var lineCount = 0
    /// Whether the empty line has come that ends them.
    private(set) var isComplete = false
    private(set) var isTooLong = false

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        lineCount = 0
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
        let start = bytes.count
        unsafe bytes.append(contentsOf: line)
        lowercaseName(from: start)
        lineCount += 1
        isComplete = unsafe line.allSatisfy { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
        return true
    }

    private mutating func lowercaseName(from start: Int) {
        // Through the array itself, each change would ask whether the array is shared.
        var bytes = bytes.mutableSpan
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ":"): return
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes[index] |= 0x20
            default: break
            }
        }
    }

    /// The fields by their names in lower case; the values of one that came several times are joined by commas.
    var fields: [String: String] {
        var fields = [String: String](minimumCapacity: lineCount)
        var start = bytes.startIndex
        var isStatusLine = true
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            if !isStatusLine { Self.add(bytes[start..<end], to: &fields) }
            isStatusLine = false
            start = end + 1
        }
        return fields
    }

    private static func add(_ line: ArraySlice<UInt8>, to fields: inout [String: String]) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self)
        if let earlier = fields.updateValue(value, forKey: name) { fields[name] = "\(earlier), \(value)" }
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = value.firstIndex { !isBlank($0) } ?? value.endIndex
        let end = value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return value[start..<end]
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
