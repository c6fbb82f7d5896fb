import CivilTime
import JSON
import RelayCore
import RelayReports
import Testing

@Suite("Hostile texts in a store")
struct HostileTextTests {
    /// Clears a screen, turns writing round, ends a line, hides, and steers old terminals by one byte.
    private static let hostile = "\u{1B}[2J\u{9B}31m\u{202E}\u{2066}\u{200F}a\r\nb\u{7F}\u{0}\u{FEFF}\u{2028}\u{E000}"

    private static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func ledger() throws -> FakeLedger {
        let (text, ledger) = (hostile, FakeLedger())
        let body = "{\(quoted(text)): \(quoted(text)), \"customer\": {\(quoted(text)): \(quoted(text))}}"
        ledger.stored = [
            try Samples.event(
                1,
                id: text,
                source: text,
                type: text,
                lead: text,
                headers: [text: text],
                query: [text: text],
                body
            )
        ]
        let reason = Reason(text, detail: text, remedy: text)
        let delivery = Samples.delivery(1, to: text, lead: text, .finished(.dead, reason), ended: -5, status: 400)
        ledger.sent = [delivery]
        let request =
            "{\"method\": \(quoted(text)), \"url\": \(quoted(text)), \"headers\": {\(quoted(text)): \(quoted(text))}}"
        ledger.tried[delivery.stored.id] = [
            Samples.attempt(failure: text, .dead, reason, request: request, answer: text),
            Samples.attempt(number: 2, .dead, reason, request: "{\"body\": \(body)}", answer: body),
        ]
        ledger.refused = [
            RejectedRequest(
                at: Samples.now,
                peer: text,
                path: text,
                source: text,
                status: 400,
                cause: text,
                body: Array(text.utf8)
            )
        ]
        return ledger
    }

    private static func isHarmless(_ line: String) -> Bool {
        line.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    @Test(arguments: [false, true])
    func `steer no terminal, be it in text or in JSON`(isRevealing: Bool) throws {
        let ledger = try Self.ledger()
        let reader = ReportReader(ledger, now: Samples.now, Mask(isRevealing: isRevealing))
        let id = ledger.sent[0].stored.id.text
        let (event, delivery) = (try reader.event(Self.hostile), try reader.delivery(id))
        let lead = try #require(try reader.lead(Self.hostile, limit: 5))
        let (events, deliveries) = (try reader.events(EventQuery()), try reader.deliveries(DeliveryQuery()))
        let (letters, refused) = (try reader.deadLetters(DeliveryQuery()), try reader.rejections(limit: 5))
        let lines =
            event.lines + delivery.lines + lead.lines + events.lines + deliveries.lines + letters.lines + refused.lines
        #expect(lines.allSatisfy(Self.isHarmless))
        let reports: [(inout JSONWriter) -> Void] = [
            event.write, delivery.write, lead.write, events.write, deliveries.write, letters.write, refused.write,
        ]
        for report in reports {
            let json = String.report(report)
            #expect(Self.isHarmless(json))
            _ = try JSONDocument(json)
        }
    }

    @Test func `are the same texts to whoever parses the JSON`() throws {
        let reader = ReportReader(try Self.ledger(), now: Samples.now, Mask(isRevealing: true))
        let json = try JSONDocument(String.report(try reader.event(Self.hostile).write)).root
        #expect(json["senderId"]?.string == Self.hostile)
        #expect(json["body"]?[Self.hostile]?.string == Self.hostile)
    }

    @Test(arguments: [false, true])
    func `steer no terminal that follows events`(isJSON: Bool) throws {
        var filter = EventQuery()
        filter.since = .earliest
        var tail = try EventTail(try Self.ledger(), filter, followsDeliveries: true, isJSON: isJSON)
        let lines = try tail.next(now: Samples.now)
        #expect(lines.count == 2)
        #expect(lines.allSatisfy(Self.isHarmless))
    }
}
