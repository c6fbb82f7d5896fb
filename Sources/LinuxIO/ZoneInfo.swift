package import CivilTime

/// The system's time zones: the folder of compiled files that the package `tzdata` installs.
package struct ZoneInfo: Sendable {
    /// Many times the largest file, which has under 4 KiB.
    private static let largestFile = 64 << 10
    private static let longestName = 64

    private let folder: String

    package init(folder: String = "/usr/share/zoneinfo") {
        self.folder = folder
    }

    /// Reads the rules of a zone like `Europe/Berlin`; `nil` when there is none by that name.
    ///
    /// A name may come from a stranger: it cannot lead out of the folder, nor to what is no regular file.
    package func rules(named name: String) -> ZoneRules? {
        guard Self.isName(name),
            let bytes = try? FileBytes.readRegular(path: "\(folder)/\(name)", limit: Self.largestFile)
        else { return nil }
        return try? ZoneRules(tzif: bytes)
    }

    /// Whether it is made of letters, digits, `_`, `+` and `-`, in segments with single slashes between: no dots.
    private static func isName(_ name: String) -> Bool {
        let segments = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return name.utf8.count <= longestName && segments.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAllowed) }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
