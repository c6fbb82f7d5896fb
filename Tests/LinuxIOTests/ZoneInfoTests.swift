import CivilTime
import Foundation
import LinuxIO
import Testing

@Suite("The system's time zones")
struct ZoneInfoTests {
    @Test(arguments: [
        ("America/New_York", -18_000), ("US/Central", -21_600), ("UTC", 0), ("Etc/GMT+5", -18_000),
        ("Etc/GMT-14", 50_400),
        ("America/Argentina/Buenos_Aires", -10_800), ("Asia/Kathmandu", 20_700), ("America/Port-au-Prince", -18_000),
    ])
    func `a zone is found by its name`(name: String, winterOffset: Int) throws {
        let rules = try #require(ZoneInfo().rules(named: name))
        #expect(rules.offset(at: 1_705_276_800) == winterOffset)
    }

    @Test(arguments: [
        "", "/", "/UTC", "UTC/", "America//New_York", ".", "..", "../zoneinfo/UTC", "America/../UTC",
        "America/./New_York",
        "./UTC", "/usr/share/zoneinfo/UTC", "America", "America/Nowhere", "UTC\0", "UTC\0/x", "UTC ", "zone.tab",
        "Europe\\Berlin", "Ｕ", "%55TC", "right/UTC", String(repeating: "A", count: 65),
        String(repeating: "A/", count: 5000),
    ])
    func `a name that is none finds nothing`(name: String) {
        #expect(ZoneInfo().rules(named: name) == nil)
    }

    @Test func `a name may have 64 characters and no more`() throws {
        let folder = try TemporaryFolder()
        let utc = try FileBytes.read(path: "/usr/share/zoneinfo/UTC", limit: 1 << 16)
        let (longest, tooLong) = (String(repeating: "a", count: 64), String(repeating: "a", count: 65))
        for name in [longest, tooLong] { _ = try folder.write(utc, to: name) }
        #expect(ZoneInfo(folder: folder.path).rules(named: longest) != nil)
        #expect(ZoneInfo(folder: folder.path).rules(named: tooLong) == nil)
    }

    @Test func `a file that is no zone, or too large, finds nothing`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array("not a zone".utf8), to: "text")
        let utc = try FileBytes.read(path: "/usr/share/zoneinfo/UTC", limit: 1 << 16)
        _ = try folder.write(utc + [UInt8](repeating: 0, count: (64 << 10) - utc.count), to: "large")
        _ = try folder.write(utc + [UInt8](repeating: 0, count: (64 << 10) - utc.count + 1), to: "larger")
        let zones = ZoneInfo(folder: folder.path)
        #expect(zones.rules(named: "text") == nil)
        #expect(zones.rules(named: "large") != nil)
        #expect(zones.rules(named: "larger") == nil)
    }

    @Test func `every zone that is installed can be read`() throws {
        let folder = "/usr/share/zoneinfo"
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        var count = 0
        for name in names where !name.hasPrefix("right/") {
            guard let bytes = try? FileBytes.readRegular(path: "\(folder)/\(name)", limit: 1 << 20),
                bytes.starts(with: "TZif".utf8)
            else { continue }
            #expect(ZoneInfo().rules(named: name) != nil, "\(name)")
            count += 1
        }
        #expect(count > 300)
    }
}
