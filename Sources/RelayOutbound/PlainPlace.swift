import HTTPClient
import HTTPWire

/// Where requests of one base go, if our own client can carry them: a server without encryption.
struct PlainPlace {
    let origin: Origin
    /// What the header `Host` says.
    let host: [UInt8]
    /// The base's path, which those of requests follow.
    let path: [UInt8]

    /// Reads a base that has been checked; nil for whatever libcurl should judge.
    init?(_ base: String, _ client: HTTPClient) {
        let bytes = Array(base.utf8)
        guard bytes.count > 7, String(decoding: bytes[..<7], as: UTF8.self).lowercased() == "http://" else {
            return nil
        }
        let pathStart = bytes[7...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex
        let authority = bytes[7..<pathStart]
        guard let (name, port) = Self.parts(authority) else { return nil }
        origin = client.origin(host: String(decoding: name, as: UTF8.self), port: port)
        path = Array(bytes[pathStart...])
        let bare = authority.prefix(Self.nameLength(authority))
        host = port == 80 ? Array(bare) : Array(bare) + Array(":\(port)".utf8)
    }

    /// The name, or the address without brackets, and the port.
    private static func parts(_ authority: ArraySlice<UInt8>) -> (name: ArraySlice<UInt8>, port: UInt16)? {
        let length = nameLength(authority)
        guard length > 0 else { return nil }
        let name = authority.prefix(length)
        let bare = name.first == UInt8(ascii: "[") ? name.dropFirst().dropLast() : name
        guard let port = port(authority.dropFirst(length)) else { return nil }
        return (bare, port)
    }

    private static func port(_ rest: ArraySlice<UInt8>) -> UInt16? {
        guard let colon = rest.first else { return 80 }
        let digits = rest.dropFirst()
        guard colon == UInt8(ascii: ":"), (1...5).contains(digits.count), digits.allSatisfy(\.isDigit) else {
            return nil
        }
        let port = UInt16(String(decoding: digits, as: UTF8.self))
        return port == 0 ? nil : port
    }

    /// How long the name or bracketed address at the start is; 0 where there is none.
    private static func nameLength(_ authority: ArraySlice<UInt8>) -> Int {
        guard authority.first == UInt8(ascii: "[") else { return authority.prefix(while: isNameByte).count }
        let address = authority.dropFirst().prefix(while: \.isAddressByte)
        guard !address.isEmpty, address.endIndex < authority.endIndex, authority[address.endIndex] == UInt8(ascii: "]")
        else { return 0 }
        return address.count + 2
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: byte.isDigit || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
    }
}
