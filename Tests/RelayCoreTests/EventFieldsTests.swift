import RelayCore
import RelayTesting
import Testing

@Suite("The fields of an event")
struct EventFieldsTests {
    private func stored(_ text: String) -> EventFields { EventFields(stored: Array(text.utf8)) }

    private func shown(_ fields: EventFields) -> [String] { fields.map { "\($0.name)=\($0.value)" } }

    @Test func `are kept as a JSON object, in their order`() {
        let fields: EventFields = ["b": "1", "a": ""]
        #expect(fields == stored(#"{"b":"1","a":""}"#))
        #expect(shown(fields) == ["b=1", "a="])
    }

    @Test func `are nothing at all where there are none`() {
        let fields: EventFields = [:]
        #expect(fields.isEmpty)
        #expect(fields.bytes.isEmpty)
        #expect(shown(fields).isEmpty)
        #expect(fields["a"] == nil)
    }

    @Test func `are found by their whole name and in its case`() {
        let fields: EventFields = ["content-type": "text/plain", "type": "a", "value": "type"]
        #expect(fields["type"] == "a")
        #expect(fields["Type"] == nil)
        #expect(fields["a"] == nil)
        #expect(fields["typ"] == nil)
    }

    @Test func `of one name the first counts`() {
        let fields = EventFields([(name: "a", value: "1"), (name: "b", value: "2"), (name: "a", value: "3")])
        #expect(shown(fields) == ["a=1", "b=2"])
    }

    @Test(arguments: ["\"", "\\", "\\\"", "a\nb", "\u{0}", "é", "👍", "\",\"a\":\"", "", " ", "\u{7F}", "\\u0041"])
    func `read back whatever the text is, as name and as value`(text: String) {
        let fields: EventFields = ["first": "1", text: "2", "last": text]
        #expect(shown(fields) == ["first=1", "\(text)=2", "last=\(text)"])
        #expect(fields[text] == "2")
        #expect(fields["last"] == text)
    }

    @Test func `are put together from bytes`() {
        let value: [UInt8] = [0x62, 0xE4]
        var builder = EventFields.Builder()
        builder.add("a".utf8Span.span, value.span)
        builder.add("c".utf8Span.span, "".utf8Span.span)
        let fields = builder.fields()
        #expect(shown(fields) == ["a=b\u{FFFD}", "c="])
        let none = EventFields.Builder().fields()
        #expect(none.isEmpty)
    }

    @Test func `read as far as they go when a store has lost some of them`() {
        let whole = Array(#"{"a":"1","b":"\"2"}"#.utf8)
        for length in whole.indices {
            let fields = EventFields(stored: Array(whole[..<length]))
            let isRead = ["", "a=1", "a=1b=\"2"].contains(shown(fields).joined())
            #expect(isRead, "of \(length) bytes")
        }
        for text in ["null", "[]", "{}", "{", "\"", "{ \"a\": 1 }", #"{"a":1}"#] {
            #expect(shown(stored(text)).isEmpty)
        }
    }
}
