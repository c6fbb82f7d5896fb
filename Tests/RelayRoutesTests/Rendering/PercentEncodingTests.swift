import RelayCore
import RelayRoutes
import Testing

@Suite("Percent-encoding")
struct PercentEncodingTests {
    private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    @Test(arguments: 0..<128 as Range<UInt8>)
    func `encodes every byte but RFC 3986's unreserved`(byte: UInt8) {
        let text = String(UnicodeScalar(byte))
        let hexadecimal = String(byte, radix: 16, uppercase: true)
        let encoded = "%" + (byte < 16 ? "0" : "") + hexadecimal
        #expect(PercentEncoding.encode(text) == (Self.unreserved.contains(byte) ? text : encoded))
    }

    @Test(arguments: [
        ("", ""), ("é", "%C3%A9"), ("😀", "%F0%9F%98%80"), ("a b/c", "a%20b%2Fc"), ("100%", "100%25"),
        ("?x=1&y#z", "%3Fx%3D1%26y%23z"),
    ])
    func `encodes texts by their UTF-8`(text: String, encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
    }

    @Test(arguments: [
        ("", true), (".", true), ("..", true), ("a\nb", true), ("\u{0}", true), ("\u{7F}", true), ("...", false),
        (".a", false),
        ("a/b", false), (" ", false), ("é", false),
    ])
    func `refuses segments that would lead elsewhere`(text: String, isRefused: Bool) {
        #expect((PercentEncoding.fault(inSegment: text) != nil) == isRefused)
    }
}
