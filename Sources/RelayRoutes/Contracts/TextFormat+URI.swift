extension TextFormat {
    /// Whether the text is a URI by RFC 3986: with its scheme, and in ASCII.
    static func isURI(_ bytes: [UInt8]) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), isScheme(bytes[..<colon]) else { return false }
        var rest = bytes[(colon + 1)...]
        if rest.starts(with: "//".utf8) {
            let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
            guard isAuthority(authority) else { return false }
            rest = rest[authority.endIndex...]
        }
        // A second `#` would stand in the fragment, where it may not.
        return rest.split(separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
            .allSatisfy { isMade($0, of: signs + Array(":@/?".utf8)) }
    }

    private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.first?.isLetter == true && bytes.allSatisfy { $0.isLetterOrDigit || "+-.".utf8.contains($0) }
    }

    /// `user@host:port`, of which only the host must be there, and may be empty.
    private static func isAuthority(_ bytes: ArraySlice<UInt8>) -> Bool {
        let sign = bytes.lastIndex(of: UInt8(ascii: "@"))
        let user = bytes[..<(sign ?? bytes.startIndex)]
        var host = bytes[(sign.map { $0 + 1 } ?? bytes.startIndex)...]
        guard isMade(user, of: signs + [UInt8(ascii: ":")]) else { return false }
        if host.first == UInt8(ascii: "[") {
            guard let end = host.firstIndex(of: UInt8(ascii: "]")), isIPv6(host[..<end].dropFirst()) else {
                return false
            }
            host = host[(end + 1)...]
            guard host.isEmpty || host.first == UInt8(ascii: ":") else { return false }
        }
        let name = host.prefix { $0 != UInt8(ascii: ":") }
        return isMade(name, of: signs) && host[name.endIndex...].dropFirst().allSatisfy(\.isDigit)
    }

    /// Whether this looks like an IPv6 address; which groups it has is not looked at.
    private static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count { $0 == UInt8(ascii: ":") } >= 2 && bytes.allSatisfy { $0.isHexDigit || ":.".utf8.contains($0) }
    }

    /// Unreserved characters beside letters and digits, and those that separate within a part.
    private static let signs = Array("-._~!$&'()*+,;=".utf8)

    /// Whether each byte is a letter, a digit, one of the signs, or part of an escape such as `%20`.
    private static func isMade(_ bytes: ArraySlice<UInt8>, of signs: [UInt8]) -> Bool {
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, rest.prefix(2).allSatisfy(\.isHexDigit) else { return false }
                rest.removeFirst(2)
            } else if !byte.isLetterOrDigit, !signs.contains(byte) {
                return false
            }
        }
        return true
    }
}
