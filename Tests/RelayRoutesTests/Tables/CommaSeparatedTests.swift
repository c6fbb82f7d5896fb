import RelayRoutes
import RelayTesting
import Testing

@Suite("A comma-separated file")
struct CommaSeparatedTests {
    /// A text, and its rows with the header before them.
    typealias Example = (text: String, rows: [[String]])

    @Test(
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,2", [["a", "b"], ["1", "2"]]), ("a,b", [["a", "b"]]), ("a", [["a"]]),
            ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,2\r\n3,4\n", [["a", "b"], ["1", "2"], ["3", "4"]]),
            (#""a","b""# + "\n" + #""x,y","say ""hi""""#, [["a", "b"], ["x,y", #"say "hi""#]]),
            ("a,b\n\"1\n2\r\n3\",\"\"\n", [["a", "b"], ["1\n2\r\n3", ""]]), ("a,b\n,\n", [["a", "b"], ["", ""]]),
            ("a,b\n1,\n,2\n", [["a", "b"], ["1", ""], ["", "2"]]), ("a\n\"\"\n", [["a"], [""]]),
            (#"a,b"# + "\n" + #""""""","""""# + "\n", [["a", "b"], [#""""#, #"""#]]),
            ("\n\r\na,b\n\n1,2\n\r\n\n", [["a", "b"], ["1", "2"]]),
            ("a, b\n 1 ,\t2\n", [["a", " b"], [" 1 ", "\t2"]]),
            ("é,😀\nü,\u{2028}\n", [["é", "😀"], ["ü", "\u{2028}"]]),
            // The header decides what separates.
            ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]), ("a,b\n1;5,2\n", [["a", "b"], ["1;5", "2"]]),
            (#""a,b,c";d"# + "\n1;2\n", [["a,b,c", "d"], ["1", "2"]]),
            ("a;b;c,d\n1;2;3\n", [["a", "b", "c,d"], ["1", "2", "3"]]),
            ("a;b,c\n1;2,3\n", [["a;b", "c"], ["1;2", "3"]]),
            (#""a""b;c";d"# + "\n1;2\n", [[#"a"b;c"#, "d"], ["1", "2"]]),
        ] as [Example]
    )
    func `a file is read as its author meant it`(example: Example) throws {
        let file = try CommaSeparated(example.text)
        #expect([file.header] + file.rows.map(\.fields) == example.rows)
        #expect(file.rowCount == example.rows.count - 1)
        #expect(file.bytes == Array(example.text.utf8))
    }

    @Test func `each row knows its line`() throws {
        let file = try CommaSeparated("\na,b\n\"1\n\n\",2\n\r\n3,4\n5,6")
        #expect(file.rows.map(\.line) == [3, 7, 8])
    }

    @Test(
        arguments: [
            ("", .empty, 1), ("\n\r\n", .empty, 3), ("\u{FEFF}", .empty, 1), ("a,b\n1\n", .fieldCount(1, header: 2), 2),
            ("a,b\n1,2\n1,2,3\n", .fieldCount(3, header: 2), 3), ("a,b\n\"\n\n\"\n", .fieldCount(1, header: 2), 2),
            ("a\n1\u{0}\n", .nul, 2), ("a\nb\"c\n", .strayQuote, 2), ("a\n \"b\"\n", .strayQuote, 2),
            ("a\n\"b\nc\" \n", .textAfterQuote, 3), ("a\n\"b\"c\"\n", .textAfterQuote, 2),
            ("a\n\"b\nc\n", .unclosedQuote, 2), ("a\n\"", .unclosedQuote, 2), ("a\n\"b\"\"", .unclosedQuote, 2),
            ("a\rb\r", .bareCarriageReturn, 1), ("a\nb\r", .bareCarriageReturn, 2),
            ("a\n\"b\"\rc", .bareCarriageReturn, 2),
        ] as [(String, CommaSeparatedError.Code, Int)]
    )
    func `a fault is told with its line`(
        example: (text: String, code: CommaSeparatedError.Code, line: Int)
    ) {
        let error = #expect(throws: CommaSeparatedError.self) { try CommaSeparated(example.text) }
        #expect(error?.code == example.code)
        #expect(error?.line == example.line)
    }

    @Test(
        arguments: [
            ([0x61, 0x0A, 0xFF], 2), ([0x61, 0x0A, 0x0A, 0xC3], 3), ([0xFF, 0xFE, 0x61], 1), ([0xED, 0xA0, 0x80], 1),
        ] as [([UInt8], Int)]
    )
    func `what is not UTF-8 is refused`(example: (bytes: [UInt8], line: Int)) {
        let error = #expect(throws: CommaSeparatedError.self) { try CommaSeparated(example.bytes) }
        #expect(error?.code == .invalidUTF8)
        #expect(error?.line == example.line)
    }

    @Test(
        arguments: [
            ("a,b\n1,2\n3,4\n", nil), ("a,b\n1,2\n3,4\n5,6\n", .tooManyRows(2)), ("a,b,c\n", nil),
            ("a,b,c,d\n", .tooManyColumns(3)), ("a\n12345678\n", nil), ("a\n123456789\n", .fieldTooLong(8)),
            ("a\n\"12345678\"\n", nil), ("a\n\"123456789\"\n", .fieldTooLong(8)),
            ("abcd,efgh\n1234,5678\n2345,678901", nil),
            ("abcd,efgh\n1234,5678\n2345,6789012", .tooLong(31)),
        ] as [(String, CommaSeparatedError.Code?)]
    )
    func `a file is taken up to its limits`(example: (text: String, code: CommaSeparatedError.Code?)) {
        let limits = CommaSeparatedLimits(bytes: 31, rows: 2, columns: 3, fieldBytes: 8)
        var code: CommaSeparatedError.Code?
        do throws(CommaSeparatedError) {
            _ = try CommaSeparated(Array(example.text.utf8), limits: limits)
        } catch {
            code = error.code
        }
        #expect(code == example.code)
    }

    @Test func `an error says what to fix`() {
        let error = #expect(throws: CommaSeparatedError.self) { try CommaSeparated("a,b\n1\n") }
        #expect(
            error?.description
                == "line 2: the row has 1 field and the header 2. Give a field for each column, and quote a field with a separator in it."
        )
    }

    // MARK: Writing

    @Test(arguments: Seeds.first(1_000))
    func `what was written reads back`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let dialect = CommaSeparatedDialect(
            separator: random.chance(1, outOf: 2) ? .comma : .semicolon,
            lineEnd: random.chance(1, outOf: 2) ? .unix : .windows
        )
        // Of one column nobody can tell what separates.
        let columns = 2 + random.below(3)
        let rows = (0..<1 + random.below(5)).map { _ in (0..<columns).map { _ in field(&random) } }
        var writer = CommaSeparatedWriter(dialect)
        for row in rows { writer.row(row) }
        let file = try CommaSeparated(writer.bytes)
        #expect([file.header] + file.rows.map(\.fields) == rows)
        #expect(file.dialect == dialect)
    }

    @Test func `a row of one empty field is no empty line`() throws {
        var writer = CommaSeparatedWriter()
        for field in ["a", "", "b"] { writer.row([field]) }
        #expect(try CommaSeparated(writer.bytes).rows.map(\.fields) == [[""], ["b"]])
    }

    private func field(_ random: inout SeededRandom) -> String {
        let pieces = [
            "a", "1", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", " ", "\t", "é", "😀", "\u{FEFF}", "'", "=1+1",
        ]
        return (0..<random.below(5)).map { _ in random.element(of: pieces) ?? "" }.joined()
    }
}
