/// A place in some bytes that only moves forward, and never past their end.
struct ByteCursor {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Takes the next byte when it is one that is wanted.
    mutating func take(where isWanted: (UInt8) -> Bool) -> UInt8? {
        guard position < bytes.count, isWanted(bytes[position]) else { return nil }
        position += 1
        return bytes[position - 1]
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        take(where: { $0 == UInt8(ascii: character) }) != nil
    }

    /// Takes all bytes up to the next one that is not wanted.
    mutating func takeAll(where isWanted: (UInt8) -> Bool) -> [UInt8] {
        let taken = bytes[position...].prefix(while: isWanted)
        position = taken.endIndex
        return Array(taken)
    }

    /// Takes a decimal number; `nil` when there is none, or one above `limit`.
    mutating func number(upTo limit: Int) -> Int? {
        guard var number = digit() else { return nil }
        while let digit = digit() {
            number = number * 10 + digit
            guard number <= limit else { return nil }
        }
        return number <= limit ? number : nil
    }

    /// Takes an integer with its high byte first; `nil` when fewer bytes are left.
    mutating func integer<Integer: FixedWidthInteger>(_: Integer.Type = Integer.self) -> Integer? {
        let size = Integer.bitWidth / 8
        guard bytes.count - position >= size else { return nil }
        var integer: Integer = 0
        for byte in bytes[position..<position + size] {
            integer = integer << 8 | Integer(truncatingIfNeeded: byte)
        }
        position += size
        return integer
    }

    /// Moves on over `count` bytes; `false` when fewer are left.
    mutating func skip(_ count: Int) -> Bool {
        guard bytes.count - position >= count else { return false }
        position += count
        return true
    }

    private mutating func digit() -> Int? {
        take(where: { $0.decimalDigit != nil })?.decimalDigit
    }
}
