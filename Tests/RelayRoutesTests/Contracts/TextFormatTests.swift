import JSON
import RelayRoutes
import Testing

@Suite("A format takes")
struct TextFormatTests {
    @Test(arguments: [
        (
            "uuid",
            [
                "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "00000000-0000-0000-0000-000000000000",
                "A1B2C3D4-E5F6-7890-ABCD-EF1234567890",
            ]
        ),
        (
            "email",
            [
                "john@example.com", "a+b@sub.example.co", "o'hara@example.com", "x@localhost", "jörg@exämple.de",
                "a.b.c@d-e.f",
            ]
        ),
        ("date-time", ["2024-02-29T23:59:59Z", "2023-11-07T05:31:56.123456789+02:00", "2024-01-01t00:00:00z"]),
        ("date", ["2024-02-29", "0000-01-01", "9999-12-31"]),
        (
            "uri",
            [
                "https://www.linkedin.com/in/john-doe", "http://user:pw@[2001:db8::1]:8080/a?b=/c?d#e",
                "urn:isbn:0451450523",
                "mailto:a@example.com", "file:///etc/hosts", "https://example.com:/", "a:",
                "https://example.com/%C3%A9",
            ]
        ),
    ])
    func `what is of its form`(format: String, texts: [String]) throws {
        for text in texts { #expect(try violation(of: text, under: format) == nil, "\(text) as \(format)") }
    }

    @Test(arguments: [
        (
            "uuid",
            [
                "", "a1b2c3d4e5f67890abcdef1234567890", "a1b2c3d4-e5f6-7890-abcd-ef123456789",
                "g1b2c3d4-e5f6-7890-abcd-ef1234567890",
                "a1b2c3d4-e5f6-7890-abcde-f1234567890", "{a1b2c3d4-e5f6-7890-abcd-ef1234567890}",
            ]
        ),
        (
            "email",
            [
                "", "john", "@example.com", "john@", "a..b@example.com", ".a@example.com", "a b@example.com",
                "a@b@example.com",
                "a@-b.com", "a@b-.com", "a@b..c", "a@b_c.com", "john@example.com\n", "John <john@example.com>",
                String(repeating: "a", count: 65) + "@example.com", "a@" + String(repeating: "b", count: 64),
            ]
        ),
        (
            "date-time",
            [
                "2024-02-30T00:00:00Z", "2024-02-29 00:00:00Z", "2024-02-29T00:00:00", "2024-02-29",
                "2024-02-29T24:00:00Z",
            ]
        ),
        ("date", ["2023-02-29", "2024-2-29", "24-02-29", "2024-02-29T", "2024/02/29", "2024-00-10", "+024-01-01"]),
        (
            "uri",
            [
                "", "example.com", "/path", "//example.com", "1a:b", "https://exa mple.com", "https://example.com/é",
                "https://a/%2",
                "https://a/%zz", "https://a/#b#c", "https://[::1", "https://[::1]x", "https://[a]", "https://a:8x",
                "https://a/[",
                "https://a/\"", "https://a/<b>", #"https://a\b"#, ":a",
            ]
        ),
    ])
    func `nothing else`(format: String, texts: [String]) throws {
        for text in texts { #expect(try violation(of: text, under: format) != nil, "\(text) as \(format)") }
    }

    @Test func `every value that is not a text, which type judges`() throws {
        #expect(try schema(#"{"format": "uuid"}"#).violation(of: value("5")) == nil)
    }

    @Test func `everything when nobody knows the format`() throws {
        #expect(try violation(of: "x", under: "hostname") == nil)
    }

    private func violation(of text: String, under format: String) throws -> SchemaViolation? {
        var writer = JSONWriter()
        writer.string(text)
        return try schema(#"{"format": "\#(format)"}"#).violation(of: JSONDocument(writer.bytes).root)
    }
}
