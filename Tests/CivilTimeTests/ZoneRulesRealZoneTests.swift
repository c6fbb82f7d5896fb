import CivilTime
import Foundation
import RelayTesting
import Testing

/// The zones that the system has installed.
@Suite("Real zones")
struct ZoneRulesRealZoneTests {
    private static let names = [
        "America/New_York", "Australia/Sydney", "Asia/Kathmandu", "Europe/Dublin", "Africa/Casablanca",
        "America/St_Johns", "Pacific/Apia", "Antarctica/Troll", "UTC", "US/Central",
    ]

    private static func bytes(of name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")))
    }

    private static func seconds(year: Int) -> Int64 {
        CivilDate(year: year, month: 1, day: 1).map { Int64($0.daysSince1970) * 86_400 } ?? 0
    }

    /// Python reads the same files; Foundation brings rules of its own, which the next change of a law would part from them.
    @Test(arguments: names)
    func `offsets are those that Python reads`(name: String) async throws {
        let rules = try ZoneRules(tzif: Self.bytes(of: name))
        var generator = SeededRandom(seed: 7)
        let spans = [(1800, 1900), (1900, 1970), (1970, 2038), (1970, 2038), (2038, 2101), (2500, 2510)]
        let moments = spans.flatMap { first, last in
            (0..<500).map { _ in
                Int64.random(in: Self.seconds(year: first)..<Self.seconds(year: last), using: &generator)
            }
        }
        let expected = try await Self.pythonOffsets(of: name, at: moments)
        #expect(moments.map { rules.offset(at: $0) } == expected)
    }

    private static func pythonOffsets(of name: String, at moments: [Int64]) async throws -> [Int] {
        let script = """
            import datetime, sys, zoneinfo
            zone = zoneinfo.ZoneInfo(sys.argv[1])
            for line in sys.stdin:
                moment = datetime.datetime.fromtimestamp(int(line), zone)
                print(int(moment.utcoffset().total_seconds()))
            """
        let input = moments.map(String.init).joined(separator: "\n")
        let run = try await ChildProcess.succeed("python3", ["-c", script, name], input: .bytes(Array(input.utf8)))
        return run.output.split(separator: "\n").compactMap { Int($0) }
    }

    @Test(arguments: names, 0..<4 as Range<UInt64>)
    func `changed bytes are refused or another zone, and never a trap`(name: String, seed: UInt64) throws {
        let original = try Self.bytes(of: name)
        var generator = SeededRandom(seed: seed)
        for _ in 0..<100 {
            let bytes = Self.changed(original, using: &generator)
            guard let rules = try? ZoneRules(tzif: bytes) else { continue }
            for seconds in [.min, Int64.random(in: .min ... .max, using: &generator), 0, 4_102_444_800, .max] {
                #expect((-93_600...93_600).contains(rules.offset(at: seconds)))
            }
        }
    }

    /// A few bytes set to others, mostly near the heads or the end, and at times the end cut off or doubled.
    private static func changed(_ original: [UInt8], using generator: inout SeededRandom) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let places = [0..<min(64, bytes.count), max(0, bytes.count - 40)..<bytes.count, bytes.indices]
            let place = places.randomElement(using: &generator) ?? bytes.indices
            bytes[Int.random(in: place, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
        }
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
        case 1: bytes.append(contentsOf: bytes.suffix(Int.random(in: 1...100, using: &generator)))
        default: break
        }
        return bytes
    }
}
