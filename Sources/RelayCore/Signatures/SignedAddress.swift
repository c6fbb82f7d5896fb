/// The address that a sender signs.
enum SignedAddress {
    /// The characters whose escapes HubSpot undoes in the address before it signs it (its page "Validating requests",
    /// signature v3).
    private static let undone = Set(":/?@!$'()*,;".utf8)

    /// The address with those escapes undone.
    static func partlyDecoded(_ url: String) -> [UInt8] {
        let bytes = Array(url.utf8)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let byte = PercentEscape.byte(at: index, in: bytes[...]), undone.contains(byte) {
                decoded.append(byte)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    /// The address as it is, and once more without its port, or with the one that its protocol has.
    ///
    /// Twilio signs either, depending on the product; its libraries try both.
    static func withAndWithoutPort(_ url: String) -> [String] {
        guard let authority = authority(of: url) else { return [url] }
        let host = url[authority]
        let afterBracket = host.lastIndex(of: "]") ?? host.startIndex
        let other: String
        if let colon = host[afterBracket...].lastIndex(of: ":") {
            other = String(url[..<colon]) + url[authority.upperBound...]
        } else {
            let port = url.prefix(6).lowercased() == "https:" ? ":443" : ":80"
            other = String(url[..<authority.upperBound]) + port + url[authority.upperBound...]
        }
        return [url, other]
    }

    private static func authority(of url: String) -> Range<String.Index>? {
        guard let scheme = url.firstIndex(of: ":"), url[scheme...].hasPrefix("://") else { return nil }
        let start = url.index(scheme, offsetBy: 3)
        return start..<(url[start...].firstIndex { $0 == "/" || $0 == "?" } ?? url.endIndex)
    }

    /// Whether a query parameter stands there, however often.
    static func names(_ name: String, in target: String) -> Bool {
        target.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst().split(separator: UInt8(ascii: "&")).contains { pair in
            pair.prefix { $0 != UInt8(ascii: "=") }.elementsEqual(name.utf8)
        }
    }

    /// The value of a query parameter, as it is written; nil where it is not there, or not once.
    static func parameter(_ name: String, of target: String) -> ArraySlice<UInt8>? {
        let query = Array(target.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst())
        let found = query.split(separator: UInt8(ascii: "&")).filter { $0.starts(with: "\(name)=".utf8) }
        return found.count == 1 ? found[0].dropFirst(name.utf8.count + 1) : nil
    }
}
