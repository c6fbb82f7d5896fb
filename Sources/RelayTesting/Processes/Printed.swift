/// What a child has printed so far.
package struct Printed: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var lineEnds: [Int] = []

    mutating func add(_ more: [UInt8]) {
        let start = bytes.count
        bytes += more
        for (offset, byte) in more.enumerated() where byte == UInt8(ascii: "\n") { lineEnds.append(start + offset) }
    }

    /// How many lines have come to their end.
    package var lineCount: Int { lineEnds.count }

    /// The lines that have come to their end, without it.
    package var lines: [String] { lines(0..<lineCount).map { String(decoding: $0, as: UTF8.self) } }

    /// Some of those lines, as they are.
    package func lines(_ range: Range<Int>) -> [[UInt8]] {
        range.map { Array(bytes[($0 == 0 ? 0 : lineEnds[$0 - 1] + 1)..<lineEnds[$0]]) }
    }
}
