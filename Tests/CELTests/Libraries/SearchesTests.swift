import Testing

@Suite("Positions in texts")
struct SearchesTests {
    @Test(arguments: [
        ("'a☺b'.charAt(1)", "'☺'"), ("'abc'.charAt(3)", "''"), ("''.charAt(0)", "''"),
        ("'e\\u0301'.charAt(1) == '\\u0301'", "true"),
        ("'tacocat'.indexOf('ac')", "1"), ("'tacocat'.indexOf('none')", "-1"), ("'tacocat'.indexOf('')", "0"),
        ("'ta©o©αT'.indexOf('©', 3)", "4"), ("'abc'.indexOf('', 3)", "3"), ("'abc'.indexOf('a', 3)", "-1"),
        ("'abc'.indexOf('a', 1)", "-1"), ("''.indexOf('a')", "-1"), ("'aaaaaaaaab'.indexOf('aaaaaaaab')", "1"),
        ("'\\u00e9'.indexOf('e\\u0301')", "-1"),
        ("'tacocat'.lastIndexOf('at')", "5"), ("'tacocat'.lastIndexOf('none')", "-1"), ("'abc'.lastIndexOf('')", "3"),
        ("'ta©o©αT'.lastIndexOf('©', 3)", "2"), ("'bananananana'.lastIndexOf('nana', 7)", "6"),
        ("'bananananana'.lastIndexOf('nana', 5)", "4"), ("'abc'.lastIndexOf('', 1)", "1"),
        ("'abc'.lastIndexOf('c', 3)", "2"), ("''.lastIndexOf('a', 0)", "-1"), ("'a'.lastIndexOf('abc')", "-1"),
        ("'tacocat'.substring(4)", "'cat'"), ("'tacocat'.substring(7)", "''"), ("'ta©o©αT'.substring(2, 6)", "'©o©α'"),
        ("'abc'.substring(0, 3)", "'abc'"), ("'abc'.substring(3, 3)", "''"), ("''.substring(0, 0)", "''"),
    ])
    func `positions count code points`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("'abc'.charAt(4)", "4", 3), ("'abc'.charAt(-1)", "-1", 3), ("'a☺'.indexOf('a', 3)", "3", 2),
        ("'abc'.indexOf('', 4)", "4", 3), ("'abc'.indexOf('a', -1)", "-1", 3), ("'abc'.lastIndexOf('', 4)", "4", 3),
        ("'abc'.lastIndexOf('a', -1)", "-1", 3), ("'abc'.substring(4)", "4", 3), ("'abc'.substring(-1)", "-1", 3),
        ("'abc'.substring(1, 4)", "4", 3), ("'abc'.substring(4, 5)", "4", 3),
        ("'abc'.charAt(9223372036854775807)", "9223372036854775807", 3),
    ])
    func `a position outside of the text is an error`(text: String, position: String, size: Int) {
        #expect(outcome(text) == "outOfRange: the position \(position) is outside of a text of \(size) characters")
    }

    @Test func `a substring does not end before it starts`() {
        #expect(outcome("'abc'.substring(2, 1)") == "outOfRange: the substring would end at 1, before its start at 2")
    }

    @Test(arguments: [
        "dyn(42).charAt(2)", "'a'.charAt(dyn(true))", "dyn(42).indexOf('4', 0)", "'42'.indexOf(dyn(4))",
        "'42'.lastIndexOf('4', dyn('0'))", "'42'.substring(dyn('1'))", "'42'.substring(0, dyn(1u))",
    ])
    func `other types have no positions`(text: String) {
        #expect(outcome(text).hasPrefix("noSuchOverload: no such overload: "))
    }
}
