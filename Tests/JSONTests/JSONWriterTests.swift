import JSON
import RelayTesting
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `commas stand between members and elements and nowhere else`() {
        let written = text { writer in
            writer.object { writer in
                writer.name("a")
                writer.array { writer in
                    writer.int(-1)
                    writer.array { _ in }
                    writer.object { _ in }
                    writer.null()
                }
                writer.name("b")
                writer.bool(true)
                writer.name("c")
                writer.uint(.max)
            }
        }
        #expect(written == #"{"a":[-1,[],{},null],"b":true,"c":18446744073709551615}"#)
    }

    @Test func `what must be escaped is, and nothing else`() {
        let written = text { $0.string("\"\\/\n\r\t\u{0}\u{8}\u{1F}\u{7F}é\u{2028}😀") }
        #expect(written == #""\"\\/\n\r\t\u0000\u0008\u001f\u007fé"# + "\u{2028}😀\"")
    }

    @Test func `bytes are written as the text they are, with what is not UTF-8 replaced`() {
        let bytes = Array("a\"é\n".utf8) + [0xE4]
        let written = text { writer in
            writer.object { writer in
                writer.name(bytes.span)
                writer.string(bytes.span.extracting(droppingLast: 1))
            }
        }
        #expect(written == #"{"a\"é\n"# + "\u{FFFD}" + #"":"a\"é\n"}"#)
    }

    @Test(arguments: 0..<128 as Range<UInt8>)
    func `every character of ASCII reads back`(byte: UInt8) throws {
        let string = "a" + String(UnicodeScalar(byte)) + "b"
        #expect(try JSONDocument(text { $0.string(string) }).root.string == string)
    }

    @Test(arguments: 0..<20 as Range<Int>)
    func `is escaped or not wherever it stands in a longer text`(place: Int) throws {
        for byte in UInt8(0)..<128 {
            for filling in ["x", "\u{7F}", "\u{80}", "😀"] {
                let string = (0..<20).map { $0 == place ? String(UnicodeScalar(byte)) : filling }.joined()
                let written = text { $0.string(string) }
                #expect(try JSONDocument(written).root.string == string)
                #expect(!written.utf8.contains { $0 < 0x20 || $0 == 0x7F })
            }
        }
    }

    @Test(
        arguments: [
            0, -0.0, 1, 0.1, 1e16, 1e20, 1e-5, 1e-7, 123456789.123, .leastNonzeroMagnitude, .leastNormalMagnitude,
            .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .pi, 9_007_199_254_740_992,
        ] as [Double]
    )
    func `a binary fraction reads back as itself`(value: Double) throws {
        let again = try JSONDocument(text { $0.double(value) }).root.double
        #expect(again?.bitPattern == value.bitPattern)
    }

    @Test(arguments: [Int64.min, -1, 0, .max])
    func `an integer reads back as itself`(value: Int64) throws {
        #expect(try JSONDocument(text { $0.int(value) }).root.int == value)
    }

    @Test(
        arguments: [
            (#"{"b": 0, "\u0061" : 1.50}"#, #"{"\u0061" : 1.50}"#),
            (#"{"b": 0, "a" : 1, "\u0061" : {"c": 1, "c": 2}}"#, #"{"\u0061":{"c":2}}"#),
        ]
    )
    func `a member is written as it stands, and never with a name that does not count`(
        example: (text: String, written: String)
    ) throws {
        let members = try JSONDocument(example.text).root.members.filter { $0.name == "a" }
        #expect(text { writer in writer.object { writer in members.forEach { writer.member($0) } } } == example.written)
    }

    @Test func `infinity cannot be written`() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.double(.infinity)
        }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `a document without repeated names is written as it stands`(seed: UInt64) throws {
        var generator = JSONGenerator(seed: seed)
        let document = try JSONDocument(generator.soundText())
        let written = text { $0.value(document.root) }
        let again = try JSONDocument(written, duplicates: .refused)
        #expect(again.root == document.root)
        if !document.repeatsNames { #expect(Array(written.utf8) == document.root.source) }
    }

    @Test func `of a repeated name only what counts is written, at any depth`() throws {
        let document = try JSONDocument(#"[ {"a": 1, "b": {"c": 1, "c": 1.50}, "\u0061": 2} ]"#)
        #expect(text { $0.value(document.root) } == #"[{"b":{"c":1.50},"\u0061":2}]"#)
    }
}
