import JSON
import RelayCore
import RelayRoutes
import Testing

@Suite("Fields that a person has changed")
struct FieldOverridesTests {
    private static let label = "00000000-0000-4000-8000-000000000002"
    private static let changesOfLeadTrackr = #"{ "uniqueIdentifier": "{{ event.lead }}", "conversionId": "open" }"#

    private static func change(_ name: String, _ value: String?) throws -> FieldChange {
        FieldChange(name, try value.map { try JSONDocument($0).root })
    }

    private static func request(_ small: SmallTable, _ changes: [FieldChange]) throws -> Request {
        let event = try SmallTable.event()
        let planned = try #require(small.table.plan(event).sends.first)
        let send = try #require(small.table.send(planned))
        let rendering = try small.table.render(send, for: event, key: "dl_1", overrides: FieldOverrides(changes))
        guard case .request(let request) = rendering else { throw SmallTable.Skipped() }
        return request
    }

    private static func body(_ changes: [FieldChange]) throws -> String {
        let small = try SmallTable(to: "leadtrackr", "updateLeadStatus", with: changesOfLeadTrackr)
        return String(decoding: try request(small, changes).body ?? [], as: UTF8.self)
    }

    @Test func `take the place of what templates come to`() throws {
        #expect(try Self.body([]) == #"{"uniqueIdentifier":"lead_1","conversionId":"open"}"#)
        let changed = try Self.body([try Self.change("conversionId", "\"\(Self.label)\"")])
        #expect(changed == #"{"uniqueIdentifier":"lead_1","conversionId":"\#(Self.label)"}"#)
        let other = try Self.body([
            try Self.change("uniqueIdentifier", nil), try Self.change("email", #""a@b.example""#),
            try Self.change("price", "12500"),
        ])
        #expect(other == #"{"conversionId":"open","email":"a@b.example","price":12500}"#)
    }

    @Test(arguments: [
        ("conversionID", #""lost""#, RenderError.Code.unknownField, "conversionID"),
        ("conversionId", "7", .invalidValue, "conversionId"),
        ("conversionId", #""won""#, .invalidValue, "conversionId"),
        ("price", "-1", .invalidValue, "price"), ("price", #""12""#, .invalidValue, "price"),
        ("price", "null", .invalidValue, "price"), ("email", "{}", .invalidValue, "email"),
    ])
    func `are refused by name where the call has no such field, or another type`(
        name: String,
        value: String,
        code: RenderError.Code,
        field: String
    ) throws {
        let change = try Self.change(name, value)
        let thrown = #expect(throws: RenderError.self) { try Self.body([change]) }
        #expect(thrown?.code == code && thrown?.field == field)
        let small = try SmallTable(to: "leadtrackr", "updateLeadStatus", with: Self.changesOfLeadTrackr)
        let call = try #require(small.table.destinations["leadtrackr"]?.contract.calls["updateLeadStatus"])
        #expect(throws: RenderError.self) { try FieldOverrides([change]).check(call) }
    }

    @Test func `may not leave out what the call needs`() throws {
        let thrown = #expect(throws: RenderError.self) { try Self.body([try Self.change("conversionId", nil)]) }
        #expect(thrown?.code == .missingField)
        let lead = #expect(throws: RenderError.self) { try Self.body([try Self.change("uniqueIdentifier", nil)]) }
        #expect(lead?.code == .missingIdentifier)
    }

    @Test(arguments: [
        ("email.domain", #""b""#, "--set email='{…}'"), ("conversionId", nil, "--set conversionId=…"),
        ("price", "null", "--unset price"),
    ])
    func `say how it is done on the command line`(name: String, value: String?, remedy: String) throws {
        let thrown = #expect(throws: RenderError.self) { try Self.body([try Self.change(name, value)]) }
        #expect(thrown?.remedy.contains(remedy) == true, "\(String(describing: thrown))")
    }

    @Test func `reach every part of a request`() throws {
        let small = try SmallTable(to: "endpoint", "request", with: #"{ "method": "POST", "path": "/a" }"#)
        let request = try Self.request(
            small,
            [
                try Self.change("path", #""/b c""#), try Self.change("body", #"{"x": [1.50]}"#),
                try Self.change("query", #"{"q": "1&2"}"#), try Self.change("headers", #"{"X-One": "1"}"#),
            ]
        )
        #expect(request.path == "/b%20c")
        #expect(request.query.last == Request.Parameter("q", "1&2"))
        #expect(request.headers.contains(Request.Parameter("X-One", "1")))
        #expect(String(decoding: request.body ?? [], as: UTF8.self).filter { $0 != " " } == #"{"x":[1.50]}"#)
    }

    @Test(arguments: [#""../admin""#, #""""#, #""..""#])
    func `stay within their place in the path`(value: String) throws {
        let fields = #"{ "id": "{{ event.lead }}", "status": "DONE" }"#
        let small = try SmallTable(to: "sendpilot", "updateStatus", with: fields)
        if value.contains("/") {
            #expect(try Self.request(small, [try Self.change("id", value)]).path.contains("..%2Fadmin"))
        } else {
            #expect(throws: RenderError.self) { try Self.request(small, [try Self.change("id", value)]) }
        }
    }
}
