package import Crypto
import RelayCore

/// Writes requests that post events: each like the others but for its number, its lead and its signature.
///
/// A request is made in place: the load must cost less than the relay.
package struct EventWriter {
    /// A whole request, as it leaves.
    package private(set) var bytes: [UInt8]
    private let key: any Authenticator
    private let signature: Int
    private let body: Int
    private let number: Int
    private let lead: Int

    /// How many digits a number is written with.
    static let digits = 9
    /// How many leads the events are about, in turn.
    static let leads = 10_000
    static let path = "/in/bench"
    /// Of a body.
    private static let size = 600

    /// Events that are signed with a secret, as the routes of the measurement want it.
    package init(secret: String, digests: OpenSSLDigests) {
        let secret = Array(secret.utf8)
        key = digests.authenticator(.sha256, key: secret.span)
        let zeros = String(repeating: "0", count: Self.digits)
        let start = #"{"id":""#
        let middle = #"","type":"lead.updated","lead":"lead_"#
        let unfilled = start + zeros + middle + zeros + #"","status":"won","filler":""}"#
        let filler = String(repeating: "x", count: Self.size - unfilled.utf8.count)
        let text = start + zeros + middle + zeros + #"","status":"won","filler":""# + filler + #""}"#
        let head = "POST \(Self.path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Signature: "
        let hex = String(repeating: "0", count: 64)
        let rest = "\r\nContent-Length: \(text.utf8.count)\r\n\r\n"
        bytes = Array((head + hex + rest + text).utf8)
        signature = head.utf8.count
        body = signature + hex.utf8.count + rest.utf8.count
        number = body + start.utf8.count
        lead = number + Self.digits + middle.utf8.count
    }

    /// Makes the request for an event.
    package mutating func write(_ event: Int) {
        put(event, at: number)
        put(event % Self.leads, at: lead)
        var code = [32 of UInt8](repeating: 0)
        let none: [UInt8] = []
        var output = code.mutableSpan
        _ = key.code(none.span, bytes.span.extracting(body...), none.span, into: &output)
        for index in code.indices {
            bytes[signature + 2 * index] = Self.hex(code[index] >> 4)
            bytes[signature + 2 * index + 1] = Self.hex(code[index] & 15)
        }
    }

    private mutating func put(_ value: Int, at place: Int) {
        var rest = value
        for index in stride(from: place + Self.digits - 1, through: place, by: -1) {
            bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    private static func hex(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
