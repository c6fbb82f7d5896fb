/// The head of one of a TZif file's data blocks: what it counts of each kind (RFC 8536, section 3.1).
struct TZifHeader {
    /// 1 to 4.
    let version: Int
    private let universalCount: Int
    private let standardCount: Int
    private let leapCount: Int
    private let transitionCount: Int
    private let typeCount: Int
    private let nameBytes: Int

    init(_ cursor: inout ByteCursor) throws(ZoneRulesError) {
        guard let magic = cursor.integer(UInt32.self), magic == 0x545A_6966 else { throw .notTZif }  // "TZif"
        guard let versionByte = cursor.integer(UInt8.self), cursor.skip(15) else { throw .truncated }
        version = try Self.version(versionByte)
        universalCount = try Self.count(&cursor)
        standardCount = try Self.count(&cursor)
        leapCount = try Self.count(&cursor)
        transitionCount = try Self.count(&cursor)
        typeCount = try Self.count(&cursor)
        nameBytes = try Self.count(&cursor)
    }

    private static func version(_ byte: UInt8) throws(ZoneRulesError) -> Int {
        switch byte {
        case 0: 1
        case UInt8(ascii: "2")...UInt8(ascii: "4"): Int(byte - UInt8(ascii: "0"))
        default: throw .unknownVersion(byte)
        }
    }

    private static func count(_ cursor: inout ByteCursor) throws(ZoneRulesError) -> Int {
        guard let count = cursor.integer(UInt32.self) else { throw .truncated }
        return Int(count)
    }
}

extension TZifHeader {
    /// Moves over the block whose times take `timeSize` bytes each.
    func skipBlock(_ cursor: inout ByteCursor, timeSize: Int) throws(ZoneRulesError) {
        // 32-bit counts with factors this small do not come near the end of `Int`.
        let size =
            transitionCount * (timeSize + 1) + typeCount * 6 + nameBytes + leapCount * (timeSize + 4)
            + standardCount + universalCount
        guard cursor.skip(size) else { throw .truncated }
    }

    /// Reads the block, whose times are integers of the given type.
    func readBlock<Time: FixedWidthInteger>(
        _ cursor: inout ByteCursor,
        times: Time.Type
    ) throws(ZoneRulesError) -> (initialOffset: Int32, transitions: [ZoneRules.Transition]) {
        guard (1...256).contains(typeCount), nameBytes > 0, [0, typeCount].contains(standardCount),
            [0, typeCount].contains(universalCount)
        else { throw .wrongCounts }
        guard leapCount == 0 else { throw .leapSeconds }
        var rest = cursor
        try skipBlock(&rest, timeSize: Time.bitWidth / 8)  // From here on all that is counted is there.
        let seconds = try readTimes(&cursor, Time.self)
        var types: [Int] = []
        for _ in 0..<transitionCount {
            guard let type = cursor.integer(UInt8.self) else { throw .truncated }
            types.append(Int(type))
        }
        let offsets = try readOffsets(&cursor)
        cursor = rest
        guard types.allSatisfy(offsets.indices.contains) else { throw .unknownType }
        let transitions = zip(seconds, types).map { ZoneRules.Transition(seconds: $0, offset: offsets[$1]) }
        return (offsets[0], transitions)
    }

    private func readTimes<Time: FixedWidthInteger>(
        _ cursor: inout ByteCursor,
        _: Time.Type
    ) throws(ZoneRulesError) -> [Int64] {
        var times: [Int64] = []
        times.reserveCapacity(transitionCount)
        for _ in 0..<transitionCount {
            guard let time = cursor.integer(Time.self) else { throw .truncated }
            if let last = times.last, last >= time { throw .unorderedTransitions }
            times.append(Int64(time))
        }
        return times
    }

    /// Reads the offset of each local time type; whether it is daylight saving, and its name, is not asked for.
    private func readOffsets(_ cursor: inout ByteCursor) throws(ZoneRulesError) -> [Int32] {
        var offsets: [Int32] = []
        for _ in 0..<typeCount {
            guard let offset = cursor.integer(Int32.self), cursor.skip(2) else { throw .truncated }
            guard (-93_599...93_599).contains(offset) else { throw .wildOffset }
            offsets.append(offset)
        }
        return offsets
    }
}
