import CivilTime

/// A form that a schema may ask of a text.
package enum TextFormat: String, Sendable {
    case uuid, email, date, uri
    case dateTime = "date-time"

    /// With its article, as a message names it.
    var phrase: String {
        switch self {
        case .uuid: "a UUID"
        case .email: "an e-mail address"
        case .date: "a date such as 2024-02-29"
        case .dateTime: "a time such as 2024-02-29T12:00:00Z"
        case .uri: "a URI such as https://example.com/path"
        }
    }

    func accepts(_ text: String) -> Bool {
        switch self {
        case .uuid: Self.isUUID(Array(text.utf8))
        case .email: Self.isEmail(Array(text.utf8))
        case .date: Self.isDate(Array(text.utf8))
        case .dateTime: Timestamp(rfc3339: text) != nil
        case .uri: Self.isURI(Array(text.utf8))
        }
    }

    /// 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12; of any version.
    private static func isUUID(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 36 else { return false }
        for index in bytes.indices {
            switch index {
            case 8, 13, 18, 23: guard bytes[index] == UInt8(ascii: "-") else { return false }
            default: guard bytes[index].isHexDigit else { return false }
            }
        }
        return true
    }

    /// An address as providers issue them: neither quoted names nor IP addresses, of which none is a lead's.
    private static func isEmail(_ bytes: [UInt8]) -> Bool {
        guard let sign = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let (local, domain) = (bytes[..<sign], bytes[(sign + 1)...])
        return local.count <= 64 && domain.count <= 255
            && local.parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isEmailCharacter) }
            && domain.parts.allSatisfy(isDomainLabel)
    }

    private static func isDomainLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let dash = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != dash && label.last != dash
            && label.allSatisfy { $0.isLetterOrDigit || $0 == dash || $0 >= 0x80 }
    }

    private static func isDate(_ bytes: [UInt8]) -> Bool {
        let dash = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
            let year = number(bytes[..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8...])
        else { return false }
        return CivilDate(year: year, month: month, day: day) != nil
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.allSatisfy(\.isDigit) ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }
}

extension ArraySlice<UInt8> {
    /// What stands between the points.
    fileprivate var parts: [ArraySlice<UInt8>] { split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    var isLetterOrDigit: Bool { isDigit || isLetter }
    var isHexDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }

    /// What a name before the `@` may be made of, letters of all scripts among them.
    fileprivate var isEmailCharacter: Bool { isLetterOrDigit || self >= 0x80 || Self.emailSigns.contains(self) }

    private static let emailSigns = Set("!#$%&'*+-/=?^_`{|}~".utf8)
}
