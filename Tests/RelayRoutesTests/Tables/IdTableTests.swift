import RelayRoutes
import RelayTesting
import Testing

@Suite("A table of identifiers")
struct IdTableTests {
    private func table(_ text: String) throws -> IdTable {
        try IdTable(CommaSeparated(text), key: "from", value: "to")
    }

    @Test func `a key finds its value, by its bytes`() throws {
        let ids = try table(
            "note,to,from\nx,1,lead_b\n,2,lead_a\n,3,\u{E9}\n,4,e\u{301}\n,\"5\"\"\",\"q\"\"\"\n,2,lead_a\n"
        )
        #expect(ids["lead_a"] == "2" && ids["lead_b"] == "1")
        #expect(ids["\u{E9}"] == "3" && ids["e\u{301}"] == "4")
        #expect(ids["q\""] == "5\"")
        #expect(ids["lead_"] == nil && ids["lead_c"] == nil && ids[""] == nil)
        #expect(ids.pairs.map(\.key) == ["lead_b", "lead_a", "\u{E9}", "e\u{301}", "q\"", "lead_a"])
        #expect(ids.pairs.map(\.value) == ["1", "2", "3", "4", "5\"", "2"])
        #expect(try table("from,to\n")["a"] == nil)
    }

    @Test(
        arguments: [
            ("from,to\n1,2\n,3\n", "line 3: the key is empty. Fill it in, or remove the row."),
            ("from,to\n1,\n", "line 2: the value is empty. Fill it in, or remove the row."),
            (
                "from,to\n1,a\n2,b\n\"\n\n3\",c\n",
                "line 4: the key begins or ends with a blank or a mark that is not seen. Remove it."
            ),
            (
                "from,to\n1,a\n2,b\n1,d\n4,d\n2,e\n",
                "lines 2 and 4: one key has two values. Keep the one that is right."
            ),
            ("from,to\n2,a\n1,b\n2,c\n1,d\n", "lines 2 and 4: one key has two values. Keep the one that is right."),
            ("from;too\n1;2\n", #"line 1: there is no column "to". Did you mean "too"?"#),
            ("from,b,c\n1,2,3\n", #"line 1: there is no column "to". The columns are "from", "b", "c"."#),
            ("from,to,to\n1,2,3\n", #"line 1: two columns are named "to". Rename one of them."#),
        ]
    )
    func `a fault is told with its lines`(example: (text: String, message: String)) {
        let error = #expect(throws: IdTableError.self) { try table(example.text) }
        #expect(error?.description == example.message)
    }

    @Test func `a table needs two columns`() throws {
        let file = try CommaSeparated("from,to\n")
        let error = #expect(throws: IdTableError.self) { try IdTable(file, key: "to", value: "to") }
        #expect(error?.code == .oneColumn)
    }

    @Test(arguments: [
        " a", "a ", "a\t", "\ta", "a\u{A0}", "\u{FEFF}a", "a\u{200B}", "é\u{2003}", "a\n", " ", "\u{7F}a",
    ])
    func `no identifier begins or ends in what nobody sees`(id: String) throws {
        for row in ["\"\(id)\",1", "1,\"\(id)\""] {
            let error = #expect(throws: IdTableError.self) { try table("from,to\n\(row)\n") }
            guard case .outerBlank? = error?.code else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(throws: IdTableError.self) { try table("from,to\n").setting(id, to: "1") }
        #expect(throws: IdTableError.self) { try table("from,to\n").setting("1", to: id) }
        #expect(try table("from,to\na b,é\n")["a b"] == "é")
    }

    // MARK: Writing

    /// A file, a pair, and the file with the pair set in it.
    typealias Setting = (text: String, key: String, value: String, result: String)

    @Test(
        arguments: [
            ("from,to\nx,1\ny,2\n", "x", "9", "from,to\nx,9\ny,2\n"), ("from,to\nx,1\n", "x", "1", "from,to\nx,1\n"),
            ("from,to\nx,1", "y", "2", "from,to\nx,1\ny,2\n"), ("from,to", "y", "2", "from,to\ny,2\n"),
            (
                "\u{FEFF}to;n;from\r\n\r\n1;\" a;\"\"\r\n\";x\r\n2; ;y", "y", "3",
                "\u{FEFF}to;n;from\r\n\r\n1;\" a;\"\"\r\n\";x\r\n3; ;y"
            ), ("to;n;from\r\n1;2;x\r\n", "z", "9", "to;n;from\r\n1;2;x\r\n9;;z\r\n"),
            ("from,to\n\"x\",\"1\"\n", "x", "2", "from,to\n\"x\",\"2\"\n"),
            ("from,to\nx,1\n", "x", "a,\"b", "from,to\nx,\"a,\"\"b\"\n"),
            ("from,to\nx,1\ny,5\nx,1\n", "x", "2", "from,to\nx,2\ny,5\nx,2\n"),
            ("from,to\nx,1\n", "\u{E9};", "2", "from,to\nx,1\n\"\u{E9};\",2\n"),
        ] as [Setting]
    )
    func `a pair is set in its place, and all others stay byte for byte`(example: Setting) throws {
        let result = try table(example.text).setting(example.key, to: example.value)
        #expect(String(decoding: result, as: UTF8.self) == example.result)
    }

    @Test func `a merge tells what it did`() throws {
        let ids = try table("from,to\na,1\nb,2\nc,3\n")
        let pairs = [("d", "4"), ("b", "2"), ("a", "9"), ("e", "5"), ("d", "4")].map { IdPair(key: $0.0, value: $0.1) }
        let merge = try ids.merging(pairs)
        #expect(String(decoding: merge.bytes, as: UTF8.self) == "from,to\na,9\nb,2\nc,3\nd,4\ne,5\n")
        #expect(merge.added == ["d", "e"])
        #expect(merge.changed == ["a"])
        #expect(merge.unchanged == 1)
        let error = #expect(throws: IdTableError.self) {
            try ids.merging([IdPair(key: "x", value: "1"), IdPair(key: "x", value: "2")])
        }
        #expect(error?.description == "one key has two values. Keep the one that is right.")
    }

    @Test func `a table takes the pairs of another`() throws {
        let other = try table("to;from\n7;a\n8;z\n")
        let merge = try table("from,to\na,1\n").merging(other.pairs)
        #expect(String(decoding: merge.bytes, as: UTF8.self) == "from,to\na,7\nz,8\n")
    }

    @Test func `a table grows to what can be read and no further`() throws {
        let limits = CommaSeparatedLimits(bytes: 20, rows: 2, fieldBytes: 4)
        let ids = try IdTable(CommaSeparated(Array("from,to\na,1\n".utf8), limits: limits), key: "from", value: "to")
        #expect(try ids.setting("1234", to: "56").count == 20)
        let refusals: [([(String, String)], IdTableError.Code)] = [
            ([("1234", "567")], .tooLong(20)), ([("b", "1"), ("c", "1")], .tooManyRows(2)),
            ([("12345", "1")], .notWritable(.key)), ([("a", "12345")], .notWritable(.value)),
            ([("a", "1\u{0}2")], .notWritable(.value)), ([("", "1")], .isEmpty(.key)), ([("a", "")], .isEmpty(.value)),
        ]
        for (pairs, code) in refusals {
            let error = #expect(throws: IdTableError.self) {
                try ids.merging(pairs.map { IdPair(key: $0.0, value: $0.1) })
            }
            #expect(error?.code == code)
        }
    }

    @Test(arguments: Seeds.first(500))
    func `a merge holds what was there and what came`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var expected: [String: String] = [:]
        var text = random.chance(1, outOf: 3) ? "\u{FEFF}from,n,to" : "from,n,to"
        for _ in 0..<random.below(12) {
            let key = id(&random)
            let value = expected[key] ?? id(&random)
            expected[key] = value
            text += random.chance(1, outOf: 2) ? "\n" : "\r\n\n"
            text += "\(quoted(key, &random)),\"\n\",\(quoted(value, &random))"
        }
        let before = try table(text)
        let pairs = Dictionary((0..<random.below(8)).map { _ in (id(&random), id(&random)) }) { $1 }
        let changes = pairs.sorted { $0.key < $1.key }.map { IdPair(key: $0.key, value: $0.value) }
        let merge = try before.merging(changes)
        let after = try table(String(decoding: merge.bytes, as: UTF8.self))
        for (key, value) in expected.merging(pairs, uniquingKeysWith: { $1 }) { #expect(after[key] == value) }
        #expect(Set(after.pairs.map(\.key)) == Set(expected.keys).union(pairs.keys))
        #expect(Set(merge.added) == Set(pairs.keys).subtracting(expected.keys))
        #expect(merge.added.count + merge.changed.count + merge.unchanged == pairs.count)
        #expect(try after.merging(changes).bytes == merge.bytes)
        try expectReturn(before, text, &random)
    }

    /// A value that is set and set back leaves the file as it was.
    private func expectReturn(_ table: IdTable, _ text: String, _ random: inout SeededRandom) throws {
        guard let pair = random.element(of: Array(table.pairs)) else { return }
        let there = try table.setting(pair.key, to: "elsewhere")
        #expect(there != table.file.bytes)
        let back = try self.table(String(decoding: there, as: UTF8.self)).setting(pair.key, to: pair.value)
        #expect(String(decoding: back, as: UTF8.self) == text)
    }

    private func id(_ random: inout SeededRandom) -> String {
        (0..<1 + random.below(2)).map { _ in random.element(of: ["a", "b", "\"", ",", ";", "é", "1"]) ?? "" }.joined()
    }

    private func quoted(_ id: String, _ random: inout SeededRandom) -> String {
        let isPlain = !id.contains { "\",;".contains($0) } && random.chance(1, outOf: 2)
        return isPlain ? id : "\"\(id.replacing("\"", with: "\"\""))\""
    }
}
