import CEL
import JSON
import Testing

/// Work that grows with a value is paid for: done again and again it runs out of steps, done once it does not.
@Suite("What functions cost")
struct WorkTests {
    private static let size = 65_536
    private static let variables: [String: Value] = [
        "text": .string(String(repeating: "ab", count: size / 2)),
        "wide": .string(String(repeating: "é", count: size / 2)),
        "blank": .string(String(repeating: " ", count: size)),
        "quotes": .string(String(repeating: "\"", count: size)),
        "signs": .string(String(repeating: "%%", count: size / 2)),
        "part": .string(String(repeating: "a", count: size / 2) + "b"),
        "raw": .bytes([UInt8](repeating: 0x61, count: size)),
        "numbers": .list((0..<4_000).map { .int(Int64($0 * 7919 % 4003)) }),
        "fractions": .list((0..<2_000).map { .double(Double($0) + 0.5) }),
        "texts": .list((0..<1_000).map { .string("text \($0 * 7919 % 1009)") }),
        "parsed": parsed,
    ]

    private static var parsed: Value {
        let source = "[" + (0..<2_000).map { "\"\($0)é\"" }.joined(separator: ",") + "]"
        return (try? JSONDocument(source)).map { Value($0.root) } ?? .null
    }

    @Test(arguments: [
        "text.trim()", "wide.trim()", "blank.trim()", "text.lowerAscii()", "wide.upperAscii()", "text.reverse()",
        "wide.reverse()", "strings.quote(text)", "strings.quote(quotes)", "text.replace('c', 'd')",
        "text.replace('ab', 'c')", "text.replace(part, '')", "'a'.replace(part, '')", "text.split('c')",
        "text.split('b', 9)", "texts.join()", "parsed.join(',')", "text.size()", "wide.size()", "text.contains('c')",
        "text.contains(part)", "'a'.contains(part)", "text.startsWith(text)", "text.endsWith(text)",
        "text.indexOf('c')",
        "wide.indexOf(part)", "'a'.indexOf(part)", "text.lastIndexOf('c')", "text.lastIndexOf(part)",
        "'a'.lastIndexOf(part)", "text.charAt(60000)", "text.substring(60000)", "wide.substring(9, 30000)",
        "base64.encode(raw)", "base64.decode(text)", "bytes(text)", "string(raw)", "signs.format([])",
        "'%s'.format([text])", "'%x'.format([raw])", "'%s'.format([fractions])", "'%s'.format([parsed])",
        "numbers.sort()", "texts.sort()", "numbers.distinct()", "texts.distinct()", "numbers.reverse()",
        "numbers.slice(0, 3000)", "parsed.slice(0, 2000)", "[numbers].flatten()", "[parsed].flatten()",
        "sets.contains(numbers, numbers)", "sets.intersects(texts, parsed)", "sets.equivalent(parsed, parsed)",
        "math.greatest(numbers)", "math.least(fractions)",
    ])
    func `what is done once fits, and two hundred times does not`(call: String) throws {
        #expect(try failure(of: "[\(call)].size() == 1", Self.variables) == nil)
        #expect(try failure(of: "lists.range(200).all(x, [\(call)].size() == 1)", Self.variables) == .stepsExceeded)
    }

    @Test(arguments: [
        "int(text)", "uint(text)", "double(text)", "bool(text)", "duration(text)", "timestamp(text)",
        "base64.decode(quotes)", "timestamp(0).getHours(text)", "int(1e300)", "timestamp(dyn(9223372036854775807))",
    ])
    func `an error is paid for even where it is absorbed`(call: String) throws {
        let failing = "[\(call)].size() == 0 || true"
        #expect(try failure(of: failing, Self.variables) == nil)
        #expect(try failure(of: "lists.range(800).all(x, \(failing))", Self.variables) == .stepsExceeded)
    }

    @Test(arguments: [
        ("int", "0", 100, "1"), ("uint", "0", 100, "1"), ("double", "0", 1_000, "1"), ("duration", "0", 100, "1s"),
    ])
    func `a number's text is read up to a length`(type: String, zero: String, longest: Int, end: String) throws {
        let fitting = String(repeating: zero, count: longest - end.utf8.count) + end
        #expect(try failure(of: "\(type)('\(fitting)') == \(type)('\(end)')", Self.variables) == nil)
        #expect(
            try failure(of: "\(type)(text.substring(0, 0) + '0\(fitting)') == dyn(1)", Self.variables)
                == .invalidArgument
        )
    }

    @Test func `white space is what Unicode says`() throws {
        for value in 0...0x10_FFFF {
            guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.isWhitespace else { continue }
            #expect(try evaluated("text.trim()", ["text": "\"\(escape(value))x\(escape(value))\""]) == "'x'")
        }
        #expect(try evaluated("'\\u200bx\\u180e'.trim().size()") == "3")
    }

    private func escape(_ value: Int) -> String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    }
}
