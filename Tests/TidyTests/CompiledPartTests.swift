import Testing

@Suite("Of a Swift text, what is compiled")
struct CompiledPartTests {
    @Test(arguments: [
        ("a // b\nc", "a     \nc"),
        ("a /* b /* c */ d */ e", "a                   e"),
        (#"x = "Task {" + y"#, #"x = "      " + y"#),
        (#"x = "a\"b" + y"#, #"x = "    " + y"#),
        (##"x = #"a"b\(c)"# + y"##, ##"x = #"       "# + y"##),
        (#"x = "a\(f("b", c))d""#, #"x = "   f(" ", c)) ""#),
        ("x = \"\"\"\n    one \"two\"\n    \"\"\"\ny", "x = \"\"\"\n             \n    \"\"\"\ny"),
        ("func `a \"name\" // here`() {}", "func `a \"name\" // here`() {}"),
        ("x = \"never closed\ny // z", "x = \"            \ny     "),
    ])
    func `keeps its place, and the rest is blank`(text: String, expected: String) {
        #expect(compiledPart(of: text) == expected)
    }
}
