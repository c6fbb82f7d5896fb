import Foundation
import RelayCore
import RelayTesting
import Testing

@Suite("Base64 and hexadecimal")
struct EncodingTests {
    private func base64(_ text: String) -> [UInt8]? { Base64.decode(text.utf8Span.span) }
    private func hex(_ text: String) -> [UInt8]? { Hexadecimal.decode(text.utf8Span.span) }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
    func `Base64 is what Foundation says, both ways`(text: String) {
        let expected = Data(text.utf8).base64EncodedString()
        #expect(Base64.encode(text.utf8Span.span) == Array(expected.utf8))
        #expect(base64(expected) == Array(text.utf8))
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `any bytes come back`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let bytes = (0..<Int(seed) * 3).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        #expect(Base64.decode(Base64.encode(bytes.span).span) == bytes)
        #expect(Array(Base64.encode(bytes.span)) == Array(Data(bytes).base64EncodedString().utf8))
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(Hexadecimal.encode(bytes.span) == Array(digits.utf8))
        #expect(Hexadecimal.text(bytes.span) == digits)
        #expect(Hexadecimal.decode(digits.utf8Span.span) == bytes)
    }

    @Test(arguments: [
        "A", "AA", "AAA", "====", "A===", "AA=A", "=AAA", "AAAA=", "AAAA====", "Zm9=", "Zh==", "Zm-_", "Zm9 ", "Zm9\n",
        " Zm9v", "Zm9v\n", "Zm9vZg=", "Z*9v", "Zm9é", "AA==AAAA",
    ])
    func `Base64 has one text for each value, and takes no other`(text: String) {
        #expect(base64(text) == nil)
    }

    @Test func `every character is a digit of its own or none`() {
        for code in UInt8.min...UInt8.max {
            let isBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.contains(code)
            #expect((Base64.decode([code, 0x41, 0x41, 0x41].span) != nil) == isBase64)
            #expect((Hexadecimal.decode([0x30, code].span) != nil) == "0123456789abcdefABCDEF".utf8.contains(code))
        }
    }

    @Test(arguments: 0..<22)
    func `every character counts at its own place of a hexadecimal text, and at no other`(place: Int) {
        for code in UInt8.min...UInt8.max {
            var text = Array("0123456789abcdefABCDEF".utf8)
            text[place] = code
            let expected = stride(from: 0, to: text.count, by: 2).map { start in
                // The library would take a sign for a part of the number.
                text[start] == UInt8(ascii: "+") || text[start] == UInt8(ascii: "-")
                    ? nil : UInt8(String(decoding: text[start..<start + 2], as: UTF8.self), radix: 16)
            }
            #expect(Hexadecimal.decode(text.span) == (expected.contains(nil) ? nil : expected.compactMap { $0 }))
        }
    }

    @Test func `hexadecimal is read in either case and written small`() {
        #expect(hex("00fFAb") == [0, 255, 171])
        #expect(Hexadecimal.encode([0, 255, 171].span) == Array("00ffab".utf8))
        #expect(hex("0") == nil && hex("0g") == nil && hex("") == [])
    }
}
