import CivilTime
import RelayCore
import RelayMocks
import RelayRoutes
import Testing

/// What the contracts make of the answers that the documents give to what cannot be done.
@Suite("A refusal by a stand-in")
struct ContractVerdictTests {
    /// A request, how often it is made, and what the last answer means.
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let call: String
        let fields: String
        let api: @Sendable () -> any MockAPI
        var times = 1
        let kind: Verdict.Kind
        let cause: String

        var testDescription: String { "\(call), \(what)" }
    }

    private static let key = ContractTrial.key
    private static let tracker = "leadtrackr.updateLeadStatus"
    private static let octanist = "octanist.updateLead"
    private static let status = "leadping.setStatus"
    private static let pilot = "sendpilot.updateStatus"

    private static let rows: [Row] = [
        Row(
            what: "while a job is pending",
            call: tracker,
            fields: #"{"leadId":42,"conversionId":"lost"}"#,
            api: { LeadTrackrMockTests.mock { ($0.key, $0.jobDuration) = (key, .seconds(60)) } },
            times: 2,
            kind: .wait,
            cause: "job-pending"
        ),
        Row(
            what: "without click ids",
            call: tracker,
            fields: #"{"leadId":43,"conversionId":"lost"}"#,
            api: { LeadTrackrMockTests.mock { $0.key = key } },
            kind: .warned,
            cause: "platforms-skipped"
        ),
        Row(
            what: "with a stale id",
            call: tracker,
            fields: #"{"leadId":7,"conversionId":"lost"}"#,
            api: { LeadTrackrMockTests.mock { $0.key = key } },
            kind: .dead,
            cause: "no-such-lead"
        ),
        Row(
            what: "with a label of another project",
            call: tracker,
            fields: #"{"leadId":42,"conversionId":"00000000-0000-0000-0000-000000000000"}"#,
            api: { LeadTrackrMockTests.mock { ($0.key, $0.labels) = (key, [LeadTrackrMockTests.label]) } },
            kind: .dead,
            cause: "invalid-request"
        ),
        Row(
            what: "with a wrong key",
            call: tracker,
            fields: #"{"leadId":42,"conversionId":"lost"}"#,
            api: { LeadTrackrMockTests.mock { $0.key = "other" } },
            kind: .pause,
            cause: "bad-key"
        ),
        Row(
            what: "of a project that is not paid for",
            call: tracker,
            fields: #"{"leadId":42,"conversionId":"lost"}"#,
            api: { LeadTrackrMockTests.mock { $0.isSubscriptionActive = false } },
            kind: .pause,
            cause: "subscription-inactive"
        ),
        Row(
            what: "with a stale id",
            call: "leadtrackr.getLead",
            fields: #"{"leadId":7}"#,
            api: { LeadTrackrMockTests.mock() },
            kind: .dead,
            cause: "no-such-lead"
        ),

        Row(
            what: "of several leads",
            call: octanist,
            fields: #"{"email":"two@example.com","status":"won"}"#,
            api: { OctanistMockTests.mock { $0.key = key } },
            kind: .dead,
            cause: "several-leads-match"
        ),
        Row(
            what: "of several leads that are all updated",
            call: octanist,
            fields: #"{"email":"two@example.com","status":"won"}"#,
            api: { OctanistMockTests.mock { ($0.key, $0.updatesAllMatches) = (key, true) } },
            kind: .warned,
            cause: "several-leads-updated"
        ),
        Row(
            what: "with a stale id",
            call: octanist,
            fields: #"{"id":"x","status":"won"}"#,
            api: { OctanistMockTests.mock() },
            kind: .dead,
            cause: "no-such-lead"
        ),
        Row(
            what: "with a wrong key",
            call: octanist,
            fields: #"{"id":"lead_b","status":"won"}"#,
            api: { OctanistMockTests.mock { $0.key = "other" } },
            kind: .pause,
            cause: "bad-key"
        ),
        Row(
            what: "with a wrong key",
            call: "octanist.check",
            fields: "{}",
            api: { OctanistMockTests.mock { $0.key = "other" } },
            kind: .pause,
            cause: "bad-key"
        ),

        Row(
            what: "of another user's lead",
            call: status,
            fields: #"{"leadId":"foreign","type":"a","outcome":"b"}"#,
            api: { LeadpingMockTests.mock() },
            kind: .dead,
            cause: "not-your-lead"
        ),
        Row(
            what: "with a wrong key",
            call: status,
            fields: #"{"leadId":"own","type":"a","outcome":"b"}"#,
            api: { LeadpingMockTests.mock { $0.key = "other" } },
            kind: .pause,
            cause: "bad-key"
        ),
        Row(
            what: "of a lead that is not there",
            call: status,
            fields: #"{"leadId":"x","type":"a","outcome":"b"}"#,
            api: { LeadpingMockTests.mock() },
            kind: .dead,
            cause: "no-such-lead"
        ),
        Row(
            what: "past the rate",
            call: status,
            fields: #"{"leadId":"own","type":"a","outcome":"b"}"#,
            api: { LeadpingMockTests.mock { $0.requestsPerMinute = 2 } },
            times: 3,
            kind: .wait,
            cause: "rate-limited"
        ),
        Row(
            what: "of a lead that is not there",
            call: "leadping.getLead",
            fields: #"{"id":"x"}"#,
            api: { LeadpingMockTests.mock() },
            kind: .dead,
            cause: "no-such-lead"
        ),

        Row(
            what: "with a status of another document",
            call: pilot,
            fields: #"{"id":"lead_abc123","status":"OPPORTUNITY"}"#,
            api: { SendpilotMockTests.mock(.schema) },
            kind: .dead,
            cause: "invalid-request"
        ),
        Row(
            what: "of a lead that is not there",
            call: pilot,
            fields: #"{"id":"x","status":"DONE"}"#,
            api: { SendpilotMockTests.mock() },
            kind: .dead,
            cause: "no-such-lead"
        ),
        Row(
            what: "with a wrong key",
            call: pilot,
            fields: #"{"id":"lead_abc123","status":"DONE"}"#,
            api: { SendpilotMockTests.mock { $0.key = "other" } },
            kind: .pause,
            cause: "bad-key"
        ),
        Row(
            what: "of a lead that is not there",
            call: "sendpilot.getLead",
            fields: #"{"id":"x"}"#,
            api: { SendpilotMockTests.mock() },
            kind: .dead,
            cause: "no-such-lead"
        ),
    ]

    @Test(arguments: rows)
    func `means to the contract what the documents say`(row: Row) throws {
        let parts = row.call.split(separator: ".").map(String.init)
        let trial = try ContractTrial(parts[0], parts[1], with: row.fields)
        var api = row.api()
        var outcome = try trial.ask(&api)
        for _ in 1..<row.times { outcome = try trial.ask(&api) }
        #expect(
            outcome.verdict.kind == row.kind && outcome.verdict.cause == row.cause,
            "\(outcome.status) \(outcome.text)"
        )
        #expect(outcome.misfit == nil)
    }

    @Test(
        arguments: [
            ("leadtrackr", "updateLeadStatus", #"{"leadId":42,"conversionId":"open"}"#, true),
            ("sendpilot", "updateStatus", #"{"id":"lead_abc123","status":"DONE"}"#, false),
            ("leadping", "setStatus", #"{"leadId":"own","type":"Status","outcome":"Sold"}"#, false),
        ]
    )
    func `is spared where a read shows that it is so already`(
        name: String,
        call: String,
        fields: String,
        wasSo: Bool
    ) throws {
        let sample = ContractSample(api: name, call: call, fields: fields, vocabulary: .newest)
        let trial = try ContractTrial(name, call, with: fields, settings: #", "readBeforeWrite": true"#)
        var api = sample.standIn()
        #expect(try trial.isAlreadySo(&api) == wasSo)
        #expect(try trial.ask(&api).verdict.kind == .delivered)
        #expect(try trial.isAlreadySo(&api))
    }
}
