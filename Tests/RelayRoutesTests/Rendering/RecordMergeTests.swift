import JSON
import RelayRoutes
import Testing

@Suite("Read, merge, write")
struct RecordMergeTests {
    private let merge: RecordMerge

    init() throws {
        merge = try LeadpingContract.merge()
    }

    private func body(_ change: String, over record: String, _ identifier: String = "l1") throws -> String {
        let bytes = try merge.body(
            record: JSONDocument(record).root,
            change: JSONDocument(change).root,
            identifier: identifier
        )
        return String(decoding: bytes, as: UTF8.self)
    }

    private func code(_ change: String, over record: String, _ identifier: String = "l1") -> RecordMergeError.Code? {
        do {
            _ = try body(change, over: record, identifier)
            return nil
        } catch {
            return (error as? RecordMergeError)?.code
        }
    }

    // MARK: Bodies

    @Test(
        arguments: [
            // Unknown members, digits, numeric texts, nulls and order stay.
            (
                "{}",
                #"{"z": 0.10, "id": "l1", "a" : -0, "n": null, "big": 1e400, "t": "0.10", "\u0061b": 1, "tags": []}"#,
                #"{"z": 0.10,"id": "l1","a" : -0,"n": null,"big": 1e400,"t": "0.10","\u0061b": 1,"tagIds":[],"tagNames":[]}"#
            ),
            // What is removed at the top stays further down.
            (
                "{}",
                #"{"createdAt": "1", "isArchived": false, "tags": [], "metadata": {"createdAt": "2", "tags": 3}}"#,
                #"{"metadata": {"createdAt": "2", "tags": 3},"tagIds":[],"tagNames":[]}"#
            ),
            (
                #"{"contact": {"phone": {"type": "mobile"}}}"#,
                #"{"contact": {"phone": {"number": "1", "lookup": {"createdAt": "3"}, "type": "x"}}, "tags": []}"#,
                #"{"contact":{"phone":{"number": "1", "lookup": {"createdAt": "3"},"type":"mobile"}},"tagIds":[],"tagNames":[]}"#
            ),
            // Tags become their identifiers, as they are spelled.
            (
                "{}", #"{"tags": [{"id": "t\u0031", "name": "A"}, {"name": "B", "id": 7.0}]}"#,
                #"{"tagIds":["t\u0031",7.0],"tagNames":[]}"#
            ),
            (#"{"tagIds": ["x"]}"#, #"{"tags": [{"id": "t1"}]}"#, #"{"tagIds":["x"],"tagNames":[]}"#),
            (#"{"tagIds": ["x"]}"#, #"{"tags": "not looked at"}"#, #"{"tagIds":["x"],"tagNames":[]}"#),
            ("{}", #"{"tagIds": ["own"]}"#, #"{"tagIds": ["own"],"tagNames":[]}"#),
            ("{}", #"{"tagIds": ["stale"], "tags": []}"#, #"{"tagIds":[],"tagNames":[]}"#),
            (#"{"tagNames": ["new"]}"#, #"{"tags": []}"#, #"{"tagNames":["new"],"tagIds":[]}"#),
            // A null of the change is set; one of the record stays.
            (
                #"{"enabled": null}"#, #"{"enabled": true, "customer": null, "tags": []}"#,
                #"{"enabled":null,"customer": null,"tagIds":[],"tagNames":[]}"#
            ),
            // Arrays are replaced whole.
            (#"{"a": [1]}"#, #"{"a": [2, {"b": 3}], "tags": []}"#, #"{"a":[1],"tagIds":[],"tagNames":[]}"#),
            // An override is carried and never invented.
            (
                "{}", #"{"adminEnablementOverride": {"enabled": false, "reason": "r"}, "tags": []}"#,
                #"{"adminEnablementOverride": {"enabled": false, "reason": "r"},"tagIds":[],"tagNames":[]}"#
            ),
            (#"{"id": "l1"}"#, #"{"id": "l1", "tags": []}"#, #"{"id":"l1","tagIds":[],"tagNames":[]}"#),
        ]
    )
    func `a body is the record with the change in it`(example: (change: String, record: String, body: String)) throws {
        #expect(try body(example.change, over: example.record) == example.body)
    }

    @Test func `an identifier that is a number is compared by its digits`() throws {
        #expect(
            try body("{}", over: #"{"id": 12345678901234567890, "tags": []}"#, "12345678901234567890").contains(
                "12345678901"
            )
        )
        #expect(code("{}", over: #"{"id": 12345678901234567890}"#, "12345678901234567000") == .otherRecord)
    }

    // MARK: Refusals

    @Test(
        arguments: [
            (#"{}"#, #"{"id": "l2"}"#, .otherRecord), (#"{}"#, #"{"id": null}"#, .otherRecord),
            (#"{}"#, #"{"id": {"a": "l1"}}"#, .otherRecord), (#"{"id": "l2"}"#, #"{"id": "l1"}"#, .otherRecord),
            (#"{"id": "l2"}"#, "{}", .otherRecord), ("{}", "[]", .recordNotObject), ("[]", "{}", .changeNotObject),
            ("{}", #"{"a": {"b": 1, "\u0062": 2}}"#, .repeatedName), (#"{"a": 1, "a": 1}"#, "{}", .repeatedName),
            (#"{"isArchived": true}"#, "{}", .readOnlyField), (#"{"tags": []}"#, "{}", .readOnlyField),
            ("{}", #"{"tags": {}}"#, .notDerivable), ("{}", #"{"tags": [{"id": "1"}, {}]}"#, .notDerivable),
            // What is short must not pass for a record without tags.
            ("{}", #"{"id": "l1"}"#, .notDerivable), ("{}", #"{"tags": null}"#, .notDerivable),
            ("{}", #"{"tags": null, "tagIds": ["t1"]}"#, .notDerivable),
            ("{}", #"{"tags": [{"id": null}]}"#, .notDerivable), ("{}", #"{"tags": ["t1"]}"#, .notDerivable),
        ] as [(String, String, RecordMergeError.Code)]
    )
    func `what would write a wrong record is refused`(
        example: (change: String, record: String, code: RecordMergeError.Code)
    ) {
        #expect(code(example.change, over: example.record) == example.code)
    }

    @Test(arguments: LeadpingContract.consent)
    func `no change reaches a consent`(field: String) {
        let record = #"{"metadata": {"smsOptedOut": true, "utmSource": "x"}, "tags": []}"#
        let changes = [
            #"{"metadata": {"\#(field)": false}}"#, #"{"metadata": {"\#(field)": null}}"#,
            #"{"metadata": {"\#(field)": {"a": 1}}}"#, #"{"metadata": {"utmSource": "y", "\#(field)": true}}"#,
            #"{"metadata": {"\u00\#(escaped(field))": true}}"#, #"{"metadata": null}"#, #"{"metadata": []}"#,
            #"{"metadata": "text"}"#, #"{"metadata": {"\#(field.uppercased())": false}}"#,
            #"{"Metadata": {"\#(field)": false}}"#, #"{"metadata": {"utmSource": 1}, "METADATA": null}"#,
        ]
        for change in changes { #expect(code(change, over: record) == .protectedField, "\(change)") }
        #expect(code(#"{"metadata": {"utmSource": "y"}}"#, over: record) == nil)
        #expect(code(#"{"metadata": {}, "\#(field)": 1}"#, over: record) == nil)
    }

    /// The name with its first letter as the digits of an escape.
    private func escaped(_ name: String) -> String {
        name.utf8.first.map { String($0, radix: 16) }.map { $0 + name.dropFirst() } ?? name
    }

    @Test func `a contract that would drop a consent writes nothing`() throws {
        let contracts = [
            RecordMerge(
                removed: ["metadata"],
                derived: [],
                constants: [],
                identity: "id",
                protected: merge.protected,
                watched: []
            ),
            RecordMerge(
                removed: [],
                derived: [],
                constants: [RecordMerge.Constant(name: "metadata", value: try JSONDocument("{}").root)],
                identity: "id",
                protected: merge.protected,
                watched: []
            ),
        ]
        let record = try JSONDocument(#"{"metadata": {"smsOptedOut": true}}"#).root
        for contract in contracts {
            #expect(throws: RecordMergeError.self) {
                try contract.body(record: record, change: JSONDocument("{}").root, identifier: "l1")
            }
        }
    }

    @Test(
        arguments: [
            (#"{"id": "l1"}"#, true, .recordCut), (#"{"id": "l1""#, false, .unreadable), ("", false, .unreadable),
            ("[]", false, .recordNotObject), (#"{"a": 1, "a": 2}"#, false, .repeatedName),
            (#"{"id": "l1"}"#, false, nil),
        ] as [(String, Bool, RecordMergeError.Code?)]
    )
    func `an answer is a record only when it is whole`(
        example: (text: String, wasCut: Bool, code: RecordMergeError.Code?)
    ) {
        func read() throws(RecordMergeError) {
            _ = try RecordMerge.record(in: Array(example.text.utf8), wasCut: example.wasCut)
        }
        var code: RecordMergeError.Code?
        do throws(RecordMergeError) { try read() } catch { code = error.code }
        #expect(code == example.code)
    }

    @Test func `an error is one line with a fact and a remedy, and shows no value`() {
        let record = #"{"id": "l1", "metadata": {"smsOptedOut": true}}"#
        let error = #expect(throws: RecordMergeError.self) {
            try body(#"{"metadata": {"smsOptedOut": "private"}}"#, over: record)
        }
        #expect(
            error?.description
                == #"the change touches a protected field at "/metadata/smsOptedOut". Leave it out; change consent where it was given."#
        )
    }
}
