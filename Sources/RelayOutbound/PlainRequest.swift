import HTTPWire
import RelayCore

/// A request being written as it stands on the wire.
struct PlainRequest: HeaderSink {
    /// Headers that are ours to say where the request does not bring them.
    private struct Brought: OptionSet {
        let rawValue: UInt8

        static let userAgent = Self(rawValue: 1)
        static let encodings = Self(rawValue: 2)
        static let accept = Self(rawValue: 4)
        static let authorization = Self(rawValue: 8)
    }

    private(set) var bytes: [UInt8] = []
    private var brought: Brought = []
    /// Whether none of its headers has a say in where it ends or what becomes of the connection.
    private(set) var isOrdinary = true

    init(_ method: String, bodySize: Int) {
        // Room for the head of most requests: growing costs more than the lines themselves.
        bytes.reserveCapacity(768 + bodySize)
        bytes.append(contentsOf: method.utf8)
        bytes.append(UInt8(ascii: " "))
    }

    /// Writes the target with what is handed in, and the host.
    mutating func writeTarget<Failure: Error>(
        at place: PlainPlace,
        _ append: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        bytes.append(contentsOf: place.path)
        let start = bytes.count - place.path.count
        try append(&bytes)
        // A target is never empty, and a base without a path may have a query behind it.
        if bytes.count == start || bytes[start] != UInt8(ascii: "/") { bytes.insert(UInt8(ascii: "/"), at: start) }
        write(" HTTP/1.1\r\nHost: ")
        bytes.append(contentsOf: place.host)
        write("\r\n")
    }

    mutating func append(_ name: String, _ value: String) {
        note(name.utf8Span.span)
        bytes.append(name.utf8Span.span)
        write(value.isEmpty ? ":" : ": ")
        bytes.append(value.utf8Span.span)
        write("\r\n")
    }

    /// Writes what the request does not bring itself, and the body.
    mutating func finish(_ method: String, body: [UInt8]?, login: (user: String, password: String)?) {
        if let (user, password) = login, !brought.contains(.authorization) {
            let code = Base64.encode(Array("\(user):\(password)".utf8).span)
            write("Authorization: Basic ")
            bytes.append(contentsOf: code)
            write("\r\n")
        }
        if !brought.contains(.accept) { write("Accept: */*\r\n") }
        if !brought.contains(.encodings) { write("Accept-Encoding: gzip, deflate\r\n") }
        if !brought.contains(.userAgent) { append("User-Agent", RequestPreparation.userAgent) }
        if let length = body?.count ?? Self.lengthOfNone(method) {
            write("Content-Length: ")
            bytes.appendDecimal(length)
            write("\r\n")
        }
        write("\r\n")
        if let body { bytes.append(contentsOf: body) }
    }

    /// RFC 9110, 8.6: where a body would mean something, its absence is said.
    private static func lengthOfNone(_ method: String) -> Int? {
        switch method {
        case "GET", "HEAD", "DELETE": nil
        default: 0
        }
    }

    /// Takes note of the headers that we would say ourselves, and of those that are better left to libcurl.
    private mutating func note(_ name: Span<UInt8>) {
        // Lengths first: most names are told apart by them alone.
        switch name.count {
        case 2 where reads(name, "te"), 4 where reads(name, "host"), 6 where reads(name, "expect"): isOrdinary = false
        case 7 where reads(name, "upgrade"), 7 where reads(name, "trailer"): isOrdinary = false
        case 10 where reads(name, "connection"), 10 where reads(name, "keep-alive"): isOrdinary = false
        case 14 where reads(name, "content-length"), 17 where reads(name, "transfer-encoding"): isOrdinary = false
        case 6 where reads(name, "accept"): brought.insert(.accept)
        case 10 where reads(name, "user-agent"): brought.insert(.userAgent)
        case 13 where reads(name, "authorization"): brought.insert(.authorization)
        case 15 where reads(name, "accept-encoding"): brought.insert(.encodings)
        default: break
        }
    }

    private func reads(_ name: Span<UInt8>, _ word: StaticString) -> Bool {
        // The word's own bytes, within its own count, which is the name's.
        name.indices.allSatisfy { (unsafe word.utf8Start[$0]) == name[$0] | 0x20 }
    }

    private mutating func write(_ text: StaticString) {
        // The text's own bytes, of static storage.
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
