import CEL
import Testing

@Suite("Syntax")
struct SyntaxTests {
    @Test(arguments: [
        ("0x1F", "31"), ("12u", "12u"), ("0xFFu", "255u"), (".5", "0.5"), ("1e3", "1000.0"), ("1.5e-3", "0.0015"),
        ("-9223372036854775808", "-9223372036854775808"), ("- 9223372036854775808", "-9223372036854775808"),
        ("--1", "1"),
        ("-0x10", "-16"), ("-1.5", "-1.5"), ("18446744073709551615u", "18446744073709551615u"),
    ])
    func `numbers are read in every form`(text: String, literal: String) throws {
        #expect(try evaluated(text) == literal)
    }

    @Test(arguments: [
        (#"'a\n\t\\\'\"\?\`'"#, "a\n\t\\'\"?`"), (#""\x41\101\u00e9\U0001F600""#, "AAé😀"), (#"r'\n'"#, "\\n"),
        ("'''a\n'b''c'''", "a\n'b''c"), (#"R"\d+""#, "\\d+"), (#"'\a\b\f\v\r'"#, "\u{7}\u{8}\u{C}\u{B}\r"),
        (#""\377""#, "ÿ"),
    ])
    func `strings are read in every form`(text: String, content: String) throws {
        let program = try Environment().compile(SourceText(text))
        #expect(try program.evaluate(program.activation) == .string(content))
    }

    @Test(
        arguments: [
            (#"b'abc'"#, [97, 98, 99]), (#"b'\xff\377'"#, [255, 255]), ("b'ÿ'", [195, 191]), (#"br'\x'"#, [92, 120]),
            (#"bR"\n""#, [92, 110]), ("b'''a'b'''", [97, 39, 98]),
        ] as [(String, [UInt8])]
    )
    func `bytes are read in every form`(text: String, content: [UInt8]) throws {
        let program = try Environment().compile(SourceText(text))
        #expect(try program.evaluate(program.activation) == .bytes(content))
    }

    @Test(arguments: [
        ("1 + 2 * 3 - 4 / 2", "5"), ("(1 + 2) * 3", "9"), ("10 - 2 - 3", "5"), ("2 * 3 % 4", "2"), ("-2 + 3", "1"),
        ("!true || true && false", "false"), ("true || false && false", "true"), ("1 < 2 == true", "true"),
        ("true ? 1 : false ? 2 : 3", "1"), ("false ? 1 : false ? 2 : 3", "3"), ("1 + 1 in [2]", "true"),
        ("!has({'a': 1}.b)", "true"), ("[1, 2,][1]", "2"), ("{'a': 1,}.a", "1"),
        ("1 // the rest is a comment\n + 1", "2"),
        ("-[1][0]", "-1"), ("{'as': {'in_': 2}}.as.in_", "2"), ("{'a-b': 3}.`a-b`", "3"), ("[[1, 2], [3]][0][1]", "2"),
    ])
    func `operators bind as the specification says`(text: String, literal: String) throws {
        #expect(try evaluated(text) == literal)
    }

    @Test(arguments: [
        ("", "1:1: the end of the expression stands where a value should"),
        ("1 +", "1:4: the end of the expression stands where a value should"),
        ("1 2", "1:3: a number stands where an operator or the end should"),
        ("a = 1", "1:3: '=' means nothing here. Equality is written '=='."),
        ("a \u{1B}[31m", "1:3: 'U+001B' means nothing here. Remove it, or put it in quotation marks."),
        (
            "a \u{202E}b",
            "1:3: 'U+202E' means nothing here. Names are made of a-z, A-Z, 0-9 and '_'; put text in quotation marks."
        ),
        (
            "a \u{E0041}",
            "1:3: 'U+E0041' means nothing here. Names are made of a-z, A-Z, 0-9 and '_'; put text in quotation marks."
        ),
        ("a & b", "1:3: '&' means nothing here. 'and' is written '&&'."),
        ("'abc", "1:1: a string is not closed. Close it, or use three quotation marks for several lines."),
        ("'''abc", "1:1: a string is not closed. Close it with the same three quotation marks."),
        (
            "1 +\n  'a\\q'",
            "2:5: there is no such escape in a string. Write '\\\\' for a backslash, or put r before the quotation mark."
        ),
        ("'\\ud800'", "1:2: the escape is no Unicode character. Surrogates and values past 10FFFF are none."),
        ("'\\x1'", "1:2: the escape needs 2 hexadecimal digits"),
        (
            "9223372036854775808",
            "1:1: '9223372036854775808' is beyond the range of int. Write it as a string, or as a double with '.0'."
        ),
        ("1x", "1:1: a number runs into a name. Put a space or an operator between them."),
        ("[1, 2", "1:6: the end of the expression stands where ']' should"),
        ("f(1,)", "1:5: ')' stands where a value should"), ("{1}", "1:3: '}' stands where ':' should"),
        ("a.in", "1:3: 'in' stands where a field's name should"),
        ("true.a.true", "1:8: 'true' stands where a field's name should"),
        ("for", "1:1: 'for' is a reserved word. A field of that name is read with ['for']."),
        ("has(a)", "1:5: has() takes a field. Write has(a.b); for an index use 'key' in map."),
        ("[1].all(1, true)", "1:9: a macro's variable is a plain name. Write, for example, x."),
        ("[1].all(x, x, true)", "1:12: both variables are named 'x'. Rename one."),
        ("Message{field: 1}", "1:8: messages cannot be made here. Make a map: {'name': value}."),
        ("é", "1:1: 'é' means nothing here. Names are made of a-z, A-Z, 0-9 and '_'; put text in quotation marks."),
        ("'é' # x", "1:5: '#' means nothing here. A comment begins with '//'."),
        (
            "a.`b c",
            "1:3: a quoted field name is not closed or holds a character that it may not. Between backticks stand letters, digits, '_', '.', '-', '/' and spaces; use ['…'] for anything else."
        ),
    ])
    func `a broken text is refused with place, fact and remedy`(text: String, problem: String) {
        let all = problems(text, ["a": .dyn])
        #expect(all.count == 1)
        #expect(all.first?.hasPrefix(problem) ?? false, "\(all)")
    }
}
