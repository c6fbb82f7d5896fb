import Testing

@Suite("Texts made from texts")
struct RewritesTests {
    @Test(arguments: [
        ("'{0} days {0} hours'.replace('{0}', '2')", "'2 days 2 hours'"), ("'aaaa'.replace('aa', 'b')", "'bb'"),
        ("'aaa'.replace('a', 'b', 0)", "'aaa'"), ("'aaa'.replace('a', 'b', 2)", "'bba'"),
        ("'aaa'.replace('a', 'b', -1)", "'bbb'"), ("'abc'.replace('', '-')", "'-a-b-c-'"),
        ("'☺c'.replace('', '-', 2)", "'-☺-c'"), ("''.replace('', '-')", "'-'"), ("''.replace('a', '-')", "''"),
        ("'abc'.replace('b', '')", "'ac'"), ("'e\\u0301'.replace('e', 'a') == 'a\\u0301'", "true"),
    ])
    func `occurrences are replaced from the left`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("'hello world'.split(' ')", "['hello', 'world']"), ("'a,b,c'.split(',', 0)", "[]"),
        ("'a,b,c'.split(',', 1)", "['a,b,c']"), ("'a,b,c'.split(',', 2)", "['a', 'b,c']"),
        ("'a,b,c'.split(',', -5)", "['a', 'b', 'c']"), ("',a,'.split(',')", "['', 'a', '']"),
        ("'a☺c'.split('')", "['a', '☺', 'c']"), ("'a☺c'.split('', 2)", "['a', '☺c']"),
        ("'abc'.split('', 9)", "['a', 'b', 'c']"),
        ("''.split('')", "['']"), ("''.split(',')", "['']"), ("'aaaa'.split('aa')", "['', '', '']"),
    ])
    func `a text is split around its separator`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("['x', 'y'].join('-')", "'x-y'"), ("['x', 'y'].join()", "'xy'"), ("[].join()", "''"), ("[].join('-')", "''"),
        ("['x'].join('-')", "'x'"), ("[dyn('a'), dyn(1)].join()", "noSuchOverload: no such overload: join(list)"),
        ("[1].join()", "problem: no such overload: join(list(int))"),
    ])
    func `texts are joined, and nothing else`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("'TacoCÆt'.lowerAscii()", "'tacocÆt'"), ("'tacoCαt'.upperAscii()", "'TACOCαT'"),
        ("'@[`{'.lowerAscii() + '@[`{'.upperAscii()", "'@[`{@[`{'"),
        ("' \\t\\n\\u0085\\u00a0\\u1680\\u2000\\u200a\\u2028\\u202f\\u205f\\u3000x y\\u2029 '.trim()", "'x y'"),
        ("'\\u200bx\\u180e\\ufeff'.trim() == '\\u200bx\\u180e\\ufeff'", "true"), ("'  '.trim()", "''"),
        ("'Ta©oCαt'.reverse()", "'tαCo©aT'"), ("''.reverse()", "''"),
        ("'e\\u0301'.reverse() == '\\u0301e'", "true"),
    ])
    func `case, edges and order change by code points`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        (#""\a\b\f\n\r\t\v\\\"""#, #""\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\"""#), (#""size('é')😀""#, #""\"size('é')😀\"""#),
        (#""""#, #""\"\"""#), (#""\u0000\u001b\u2028""#, #""\"\u0000\u001b\u2028\"""#),
    ])
    func `a quoted text escapes what has a letter of its own`(text: String, quoted: String) {
        #expect(outcome("strings.quote(\(text)) == \(quoted)") == "true")
    }

    @Test(arguments: [
        "dyn(42).replace('2', '1')", "'42'.replace(dyn(2), '1')", "'42'.replace('2', '1', dyn('1'))",
        "dyn(42).split('2')", "'42'.split('2', dyn('1'))", "dyn(1).trim()", "dyn(1).lowerAscii()", "dyn(1).reverse()",
        "strings.quote(dyn(1))", "['a'].join(dyn(1))",
    ])
    func `other types are no texts`(text: String) {
        #expect(outcome(text).hasPrefix("noSuchOverload: no such overload: "))
    }
}
