/// A compiled time zone file written by hand: one block for version 1, and else an empty one before it.
struct TZifFile {
    var version: UInt8 = UInt8(ascii: "2")
    var transitions: [(seconds: Int64, type: UInt8)] = []
    var offsets: [Int32] = [0]
    var leapSeconds = 0
    var footer = "\n\n"

    var bytes: [UInt8] {
        let header = header(leapSeconds, transitions.count, offsets.count)
        guard version != 0 else { return header + block(Int32.self) }
        let emptyBlock = self.header(0, 0, 1) + [UInt8](repeating: 0, count: 7)
        return emptyBlock + header + block(Int64.self) + Array(footer.utf8)
    }

    private func header(_ leapCount: Int, _ transitionCount: Int, _ typeCount: Int) -> [UInt8] {
        let start = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        return start + [0, 0, leapCount, transitionCount, typeCount, 1].flatMap { Self.bigEndian(UInt32($0)) }
    }

    private func block<Time: FixedWidthInteger>(_: Time.Type) -> [UInt8] {
        var bytes: [UInt8] = []
        for transition in transitions { bytes += Self.bigEndian(Time(transition.seconds)) }
        bytes += transitions.map(\.type)
        for offset in offsets { bytes += Self.bigEndian(offset) + [0, 0] }
        bytes.append(0)
        return bytes + [UInt8](repeating: 0, count: leapSeconds * (Time.bitWidth / 8 + 4))
    }

    private static func bigEndian<Integer: FixedWidthInteger>(_ integer: Integer) -> [UInt8] {
        stride(from: Integer.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: integer >> $0) }
    }
}
