import JSON
import RelayRoutes
import Testing

@Suite("Looking at a record before and after a write")
struct RecordComparisonTests {
    private let merge: RecordMerge

    init() throws {
        merge = try LeadpingContract.merge()
    }

    @Test(
        arguments: [
            (#"{"modifiedAt": "1", "a": 1}"#, #"{"a": 2, "modifiedAt": "1"}"#, nil),
            (#"{"modifiedAt": "1"}"#, #"{"modifiedAt": "2"}"#, "/modifiedAt"),
            (#"{"modifiedAt": "1"}"#, "{}", "/modifiedAt"), (#"{"modifiedAt": null}"#, "{}", "/modifiedAt"),
            (
                #"{"metadata": {"smsOptedOut": false}}"#, #"{"metadata": {"smsOptedOut": true}}"#,
                "/metadata/smsOptedOut"
            ),
            (#"{"metadata": {"smsOptOutAt": "1"}}"#, #"{"metadata": null}"#, "/metadata/smsOptOutAt"),
        ]
    )
    func `a record has moved when a watched or protected field has`(
        example: (earlier: String, later: String, path: String?)
    ) throws {
        let moved = try merge.hasMoved(from: JSONDocument(example.earlier).root, to: JSONDocument(example.later).root)
        #expect(moved?.description == example.path)
    }

    @Test(
        arguments: [
            ("{}", #"{"createdAt": "1", "tags": [{"id": "t"}], "a": 1}"#, []),
            (#"{"a": 1.0, "b": {}}"#, #"{"a": 1, "b": {"c": 1}, "tags": []}"#, []),
            (#"{"a": "1"}"#, #"{"a": 1, "tags": []}"#, ["/a"]),
            (#"{"tagIds": ["u"], "x": {"y": 1}}"#, #"{"tags": [{"id": "t"}]}"#, ["/x", "/tagIds"]),
            (#"{"tagIds": ["t"], "tagNames": ["n"]}"#, #"{"tags": [{"id": "t"}]}"#, ["/tagNames"]),
            (
                #"{"contact": {"phone": {"type": "m", "new": 1}, "email": null}}"#,
                #"{"contact": {"email": "e", "phone": {"type": "x", "number": "1"}}, "tags": []}"#,
                ["/contact/email", "/contact/phone/type", "/contact/phone/new"]
            ), (#"{"a": [1, 2]}"#, #"{"a": [1], "tags": []}"#, ["/a"]),
        ] as [(String, String, [String])]
    )
    func `a difference names what the change brought about and nothing else`(
        example: (change: String, record: String, paths: [String])
    ) throws {
        let record = try JSONDocument(example.record).root
        let body = try merge.body(record: record, change: JSONDocument(example.change).root, identifier: "l1")
        let paths = try merge.difference(from: record, written: JSONDocument(body).root)
        #expect(paths.map(\.description).sorted() == example.paths.sorted())
    }

    @Test func `a difference names a member that a write left out`() throws {
        let record = try JSONDocument(#"{"a": {"b": 1, "c": 2}, "tags": 1}"#).root
        let paths = try merge.difference(from: record, written: JSONDocument(#"{"a": {"c": 2}}"#).root)
        #expect(paths.map(\.description) == ["/a/b", "/tags"])
    }

    /// The change, the record before and after, and the paths that are not as they should be.
    typealias Reading = (change: String, before: String, after: String, paths: [String])

    @Test(
        arguments: [
            (#"{"a": {"b": 1}}"#, "{}", #"{"a": {"b": 1.0, "c": 2}}"#, []),
            (#"{"a": {"b": 1}}"#, "{}", #"{"a": {"b": 2}}"#, ["/a/b"]),
            (#"{"a": {"b": 1}}"#, "{}", #"{"a": 1}"#, ["/a/b"]), (#"{"a": 1}"#, "{}", "{}", ["/a"]),
            (#"{"a": {}}"#, "{}", #"{"a": {"b": 1}}"#, []), (#"{"a": null}"#, #"{"a": 1}"#, "{}", []),
            (#"{"a": null}"#, #"{"a": 1}"#, #"{"a": 1}"#, ["/a"]),
            (#"{"tagIds": ["1", "2"]}"#, "{}", #"{"tags": [{"id": "2"}, {"id": "\u0031"}]}"#, []),
            (#"{"tagIds": ["1", "2"]}"#, "{}", #"{"tags": [{"id": "2"}]}"#, ["/tagIds"]),
            (#"{"tagIds": ["1"]}"#, "{}", #"{"tags": "?"}"#, ["/tagIds"]), (#"{"tagIds": null}"#, "{}", "{}", []),
            (#"{"tagIds": []}"#, "{}", #"{"tags": null}"#, []),
            (#"{"tagIds": ["1"]}"#, "{}", #"{"tagIds": ["1"]}"#, []), (#"{"tagNames": ["n"]}"#, "{}", "{}", []),
            (#"{"tagNames": ["n"]}"#, "{}", #"{"tagNames": []}"#, ["/tagNames"]),
            (#"{"id": "1", "a": 1}"#, #"{"id": "1"}"#, #"{"id": "2", "a": 1}"#, ["/id"]),
            (
                "{}", #"{"metadata": {"smsOptedOut": true, "x": 1}}"#, #"{"metadata": {"smsOptedOut": false}}"#,
                ["/metadata/smsOptedOut"]
            ), ("{}", #"{"metadata": {"smsOptedOut": true}}"#, "{}", ["/metadata/smsOptedOut"]),
        ] as [Reading]
    )
    func `a record that is read back has the change and its consent`(example: Reading) throws {
        let paths = try merge.verify(
            JSONDocument(example.change).root,
            before: JSONDocument(example.before).root,
            after: JSONDocument(example.after).root
        )
        #expect(paths.map(\.description) == example.paths)
    }
}
