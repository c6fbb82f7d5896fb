import CivilTime
import JSON
import RelayCore
import Testing

@Suite("What a person asks a node to mend")
struct RepairTests {
    private static let id = DeliveryID(event: EventNumber(rawValue: 7 << 30), number: 2)
    private static let moment = Timestamp(microseconds: 1_780_000_000_000_000)

    private static func filter() -> LetterFilter {
        var filter = LetterFilter()
        (filter.group, filter.destination, filter.cause) = ("g_1", "octanist", "rejected")
        (filter.route, filter.lead, filter.since, filter.until) = ("r", "änn \"x\"", moment, moment + .seconds(1))
        return filter
    }

    private static func events() -> EventFilter {
        var filter = EventFilter()
        (filter.source, filter.type, filter.lead, filter.route) = ("crm", "deal", "änn \"x\"", "r")
        (filter.since, filter.until, filter.events) = (moment, moment + .seconds(1), [id.event])
        return filter
    }

    private static func repairs() throws -> [Repair] {
        let value = try JSONDocument(#"{"a": [1.50, null]}"#).root
        let edit = DeliveryEdit([FieldChange("x", value), FieldChange("y", nil)], note: "n", by: "uid 1")
        let pace = Rate(count: 100, period: .seconds(600))
        var keyed = ReplayOrder(LetterFilter(), by: "uid 1")
        keyed.key = "k"
        return [
            .edit(id, edit, replaying: nil), .edit(id, DeliveryEdit([], by: "uid 1", isReset: true), replaying: nil),
            .edit(id, edit, replaying: [.evenIfStale, .asSent]),
            .begin(ReplayOrder(LetterFilter(), by: "uid 1")),
            .begin(ReplayOrder(filter(), .asSent, pace: pace, limit: 5, expected: 9, by: "uid 1")),
            .begin(ReplayOrder(.events(EventFilter()), .inOrder, by: "uid 1")),
            .begin(ReplayOrder(.events(events()), [.onceMore, .evenIfStale], pace: pace, limit: 5, by: "uid 1")),
            .begin(keyed), .stop(ReplayJobID(3)), .resume(ReplayJobID(4)),
        ]
    }

    @Test func `is read back as it was asked`() throws {
        for repair in try Self.repairs() { #expect(Repair(json: repair.json) == repair) }
    }

    @Test(arguments: [
        "", "{}", "[]", "null", #"{"edit": "dl_1"}"#, #"{"stop": "3"}"#, #"{"letters": {}}"#,
        #"{"letters": {"colour": "red"}, "by": "x"}"#, #"{"letters": {"since": "yesterday"}, "by": "x"}"#,
        #"{"letters": {"lead": 7}, "by": "x"}"#, #"{"letters": {}, "count": 0, "microseconds": 1, "by": "x"}"#,
        #"{"letters": {}, "count": 5, "by": "x"}"#, #"{"events": {"colour": "red"}, "by": "x"}"#,
        #"{"events": {"ids": []}, "by": "x"}"#, #"{"events": {"ids": ["ev_?"]}, "by": "x"}"#,
        #"{"events": {"ids": "ev_06f3k8m2q7a4d"}, "by": "x"}"#, #"{"letters": {}, "events": {}, "by": "x"}"#,
    ])
    func `is nothing where it is not understood, rather than more than was asked`(text: String) {
        #expect(Repair(json: Array(text.utf8)) == nil)
    }

    @Test func `is never the step of a job, which is the node's own`() {
        let batch = ReplayBatch(ReplayJobID(1), from: .start, to: .end, [], isLast: true)
        #expect(Repair(json: Repair.advance(batch).json) == nil)
    }

    @Test func `of several changes of a field the last holds`() throws {
        let one = try JSONDocument("1").root
        let changes = [FieldChange("a", one), FieldChange("b", nil), FieldChange("a", nil), FieldChange("c", one)]
        #expect(changes.effective == [FieldChange("b", nil), FieldChange("a", nil), FieldChange("c", one)])
    }

    @Test(arguments: ["", "even-if-stale", "as-sent", "even-if-stale&as-sent", "once-more"])
    func `the manner of a replay is read back from its words`(words: String) {
        #expect(Delivery.Replay(words: words)?.words == words)
        #expect(Delivery.Replay(words: words + "&now") == nil)
    }

    @Test(arguments: [("rj_3", 3 as Int64?), ("rj_0", nil), ("rj_03", nil), ("rj_", nil), ("3", nil), ("rj_-1", nil)])
    func `a job is called by its number`(text: String, number: Int64?) {
        #expect(ReplayJobID(text: text)?.number == number)
    }

    // MARK: Filters

    private static func letter() -> DeadLetter {
        let delivery = Delivery(id: id, since: moment, state: .finished(.dead, Reason("rejected")))
        let address = DeliveryAddress(route: "r", send: "s", destination: "octanist")
        let stored = StoredDelivery(delivery, address, lane: nil, position: moment)
        let summary = DeliverySummary(stored, lead: "ann", finishedAt: moment, status: 404)
        return DeadLetter(number: 1, summary, answer: Array(#"{"message": "no"}"#.utf8))
    }

    @Test func `a filter takes what fits each of its conditions`() {
        let letter = Self.letter()
        let event = Self.id.event
        let at = Timestamp(seconds: 0).map { $0 + .milliseconds(event.rawValue >> 22) } ?? .earliest
        let start = EventNumber.first(at: at).rawValue <= event.rawValue
        #expect(LetterFilter().takes(letter))
        let conditions: [(WritableKeyPath<LetterFilter, String?>, String)] = [
            (\.group, letter.group.name), (\.destination, "octanist"), (\.cause, "rejected"), (\.route, "r"),
            (\.lead, "ann"),
        ]
        for (path, fitting) in conditions {
            var filter = LetterFilter()
            filter[keyPath: path] = fitting
            #expect(filter.takes(letter))
            filter[keyPath: path] = fitting + "x"
            #expect(!filter.takes(letter))
        }
        #expect(start)
    }
}
