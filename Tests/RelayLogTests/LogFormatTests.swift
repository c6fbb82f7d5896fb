import Foundation
import RelayLog
import Testing

@Suite("A log line")
struct LogFormatTests {
    static let hostile: [String] = [
        "two\nlines\r\nand more", "\"quoted\" and \\ slashed", "\u{1B}[31mred\u{1B}[0m", "\u{9B}31m", "a\u{0}b\u{7F}",
        "line\u{2028}and\u{2029}paragraph", "\u{202E}reversed", "tag \u{E0041}", "x level=error",
        "{\"level\":\"error\"}", "",
        "<secret>", "žluťoučký 🐎", "tab\there",
    ]

    @Test func `is one JSON object with its fields in order`() {
        #expect(
            LogFormat.json.render(Self.example)
                == #"{"time":"2026-08-01T12:00:00Z","level":"warning","message":"attempt failed","delivery":"dlv_1","#
                + #""status":503,"last":false,"key":"<secret>"}"#
        )
    }

    @Test func `is a sentence and its fields as text`() {
        #expect(
            LogFormat.text.render(Self.example)
                == "2026-08-01T12:00:00Z warning attempt failed delivery=dlv_1 status=503 last=false key=<secret>"
        )
    }

    @Test(arguments: LogFormat.allCases, hostile)
    func `stays one line without a control, whatever a field holds`(format: LogFormat, value: String) {
        let rendered = format.render(Self.line([.init(key: "value", value: .string(value))]))
        let obeyed = rendered.unicodeScalars.filter {
            [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        #expect(obeyed.isEmpty, "\(rendered)")
    }

    @Test(arguments: hostile)
    func `gives back through any JSON parser what a field held`(value: String) throws {
        let rendered = LogFormat.json.render(Self.line([.init(key: value, value: .string(value))]))
        let object = try #require(JSONSerialization.jsonObject(with: Data(rendered.utf8)) as? [String: String])
        #expect(object.count == 4 && object[value] == value)
    }

    @Test(arguments: [
        ("two words", #""two words""#), ("", #""""#), ("a=b", #""a=b""#), ("a\nb", #""a\nb""#),
        ("<secret>", #""<secret>""#),
        ("plain", "plain"), ("🐎", "🐎"), ("\u{1B}[0m", #""\u001b[0m""#), ("\u{E0041}", #""\udb40\udc41""#),
    ])
    func `quotes in text what could be taken for more than one word`(value: String, expected: String) {
        let rendered = LogFormat.text.render(Self.line([.init(key: "value", value: .string(value))]))
        #expect(rendered.hasSuffix(" value=\(expected)"))
    }

    @Test func `shows bytes that are not text`() {
        #expect(LogLine.Value.bytes(Array("žába".utf8)) == .string("žába"))
        #expect(LogLine.Value.bytes([0x61, 0xFF, 0x0A, 0xC5]) == .string("a\\xff\n\\xc5"))
    }

    @Test func `holds each key once, the last of them`() {
        let line = Self.line([
            .init(key: "a", value: .int(1)), .init(key: "b", value: .int(2)), .init(key: "a", value: .int(3)),
        ])
        #expect(line.fields == [.init(key: "b", value: .int(2)), .init(key: "a", value: .int(3))])
    }

    @Test func `refuses a field that takes a reserved key`() async {
        await #expect(processExitsWith: .failure) {
            _ = LogLine(time: "", level: .info, message: "x", fields: [.init(key: "level", value: .int(1))])
        }
    }

    private static var example: LogLine {
        line([
            .init(key: "delivery", value: .string("dlv_1")), .init(key: "status", value: .int(503)),
            .init(key: "last", value: .bool(false)), .init(key: "key", value: .secret),
        ])
    }

    private static func line(_ fields: [LogLine.Field]) -> LogLine {
        LogLine(time: "2026-08-01T12:00:00Z", level: .warning, message: "attempt failed", fields: fields)
    }
}
