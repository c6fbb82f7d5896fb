/// Finds the end of an answer that comes in pieces: of one with `Content-Length`, as the relay and nginx write it.
package struct AnswerScan: Sendable {
    /// Nil until all of it has come.
    package private(set) var status: Int?
    private var bytes: [UInt8] = []

    package init() {}

    /// Takes what has come; whether the answer is whole. One that has no length, or more than stands behind it, is not
    /// understood.
    package mutating func take(_ piece: ArraySlice<UInt8>) throws(Misunderstood) -> Bool {
        bytes += piece
        guard let head = headEnd else {
            guard bytes.count < Self.longestHead else { throw Misunderstood() }
            return false
        }
        guard let length = contentLength(before: head), let code = statusCode else { throw Misunderstood() }
        guard bytes.count >= head + length else { return false }
        guard bytes.count == head + length else { throw Misunderstood() }
        status = code
        bytes.removeAll(keepingCapacity: true)
        return true
    }

    package struct Misunderstood: Error {}

    private static let longestHead = 16 << 10

    /// Where the body begins.
    private var headEnd: Int? {
        guard bytes.count >= 4 else { return nil }
        for index in 3..<bytes.count where bytes[index] == UInt8(ascii: "\n") {
            if bytes[index - 1] == UInt8(ascii: "\r"), bytes[index - 2] == UInt8(ascii: "\n") { return index + 1 }
        }
        return nil
    }

    private var statusCode: Int? {
        guard bytes.count > 12, bytes[8] == UInt8(ascii: " ") else { return nil }
        return bytes[9..<12].reduce(0) { $0 * 10 + Int($1) - Int(UInt8(ascii: "0")) }
    }

    private func contentLength(before end: Int) -> Int? {
        let name = Self.name
        var start = 0
        for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
            if index - start > name.count, (0..<name.count).allSatisfy({ bytes[start + $0] | 0x20 == name[$0] }) {
                return bytes[(start + name.count)..<index].reduce(0) { sum, byte in
                    let digit = Int(byte) - Int(UInt8(ascii: "0"))
                    return (0...9).contains(digit) ? sum * 10 + digit : sum
                }
            }
            start = index + 1
        }
        return nil
    }

    /// In lower case; a hyphen and a colon stay themselves under the bit that makes small letters.
    private static let name = Array("content-length:".utf8)
}
