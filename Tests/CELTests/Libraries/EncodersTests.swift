import Testing

@Suite("Base64")
struct EncodersTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("\\xff\\xfe\\xfb", "//77"), ("\\xfb\\xf0", "+/A="),
    ])
    func `bytes survive the round trip, with and without padding`(bytes: String, text: String) {
        #expect(outcome("base64.encode(b'\(bytes)')") == "'\(text)'")
        #expect(outcome("base64.decode('\(text)') == b'\(bytes)'") == "true")
        #expect(outcome("base64.decode('\(text.prefix { $0 != "=" })') == b'\(bytes)'") == "true")
    }

    @Test(arguments: ["Zm\\n8=\\r\\n", "Zm9=", "Zm9"])
    func `line breaks and bits beyond the last byte do no harm`(text: String) {
        #expect(outcome("base64.decode('\(text)') == b'fo'") == "true")
    }

    @Test(arguments: ["Z", "Zg=", "Zm8==", "Zm9v=", "====", "Zg==Zg==", "Zm-_", "Zm9 v", "Zm9vé"])
    func `what is no base64 is an error`(text: String) {
        #expect(outcome("base64.decode('\(text)')") == "invalidArgument: '\(text)' is not base64")
    }

    @Test func `bytes are encoded and text decoded, not the other way round`() {
        #expect(outcome("base64.encode('a')") == "problem: no such overload: base64.encode(string)")
        #expect(outcome("base64.decode(dyn(b'a'))") == "noSuchOverload: no such overload: base64.decode(bytes)")
    }
}
