/// The sets that `\p{…}` names: general categories and scripts of Unicode 15.1, the version that RE2 has.
///
/// A table has a line for each set: its name, a space, and then for each range how many code points lie between it and
/// the one before and how many it has besides its first, as `PackedNumbers`. A line is unpacked when a pattern asks.
enum UnicodeGroups {
    static func set(named name: String) -> ScalarSet? {
        switch name.unicodeScalars.count {
        case 0: nil
        case 1: set(from: categories) { $0.starts(with: name.utf8) }
        case 2: set(from: categories) { $0.elementsEqual(name.utf8) }
        default: name == "Any" ? .everything : set(from: scripts) { $0.elementsEqual(name.utf8) }
        }
    }

    /// The union of the lines whose name is wanted, or nil if there is none.
    private static func set(from table: String, where isWanted: (Substring.UTF8View) -> Bool) -> ScalarSet? {
        var ranges: [ClosedRange<UInt32>] = []
        for line in table.utf8.split(separator: UInt8(ascii: "\n")) {
            let name = line.prefix { $0 != UInt8(ascii: " ") }
            if isWanted(name) { ranges += unpack(line.dropFirst(name.count + 1)) }
        }
        return ranges.isEmpty ? nil : ScalarSet(ranges)
    }

    private static func unpack(_ packed: Substring.UTF8View) -> [ClosedRange<UInt32>] {
        var ranges: [ClosedRange<UInt32>] = []
        var numbers = PackedNumbers(packed)
        var start: UInt32 = 0
        while let gap = numbers.next(), let extent = numbers.next() {
            start += gap
            ranges.append(start...(start + extent))
            start += extent + 1
        }
        return ranges
    }
}
