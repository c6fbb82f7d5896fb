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
        if let login, !brought.contains(.authorization) {
            write("Authorization: Basic ")
            bytes.append(contentsOf: RequestPreparation.basicCode(of: login))
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
        case 2 where name.readsWithoutCase("te"),
            4 where name.readsWithoutCase("host"),
            6 where name.readsWithoutCase("expect"),
            7 where name.readsWithoutCase("upgrade") || name.readsWithoutCase("trailer"),
            10 where name.readsWithoutCase("connection") || name.readsWithoutCase("keep-alive"),
            14 where name.readsWithoutCase("content-length"),
            17 where name.readsWithoutCase("transfer-encoding"):
            isOrdinary = false
        case 6 where name.readsWithoutCase("accept"): brought.insert(.accept)
        case 10 where name.readsWithoutCase("user-agent"): brought.insert(.userAgent)
        case 13 where name.readsWithoutCase("authorization"): brought.insert(.authorization)
        case 15 where name.readsWithoutCase("accept-encoding"): brought.insert(.encodings)
        default: break
        }
    }

    private mutating func write(_ text: StaticString) {
        // The text's own bytes, of static storage.
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
