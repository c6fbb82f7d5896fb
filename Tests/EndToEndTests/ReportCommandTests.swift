import Foundation
import RelayCore
import RelayTesting
import Testing

@Suite("Commands over a store, end to end", .timeLimit(.minutes(10)))
struct ReportCommandTests {
    private let filled: FilledStore

    init() throws { filled = try FilledStore() }

    private func output(_ line: String) async throws -> String {
        let outcome = try await filled.shell(line)
        #expect(outcome.status == 0, "\(line): \(outcome)")
        #expect(outcome.errors.isEmpty, "\(line)")
        return outcome.output
    }

    private func object(_ line: String) async throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(try await output(line).utf8)) as? [String: Any])
    }

    // MARK: Events

    @Test func `events are listed page by page, and the hint leads to the next`() async throws {
        let first = try await output("$P events list --source sendpilot --limit 2 --data $D")
        let lines = first.split(separator: "\n")
        #expect(lines[1].contains("2026-02-20 18:42:00  sendpilot  lead.updated  -"))
        #expect(lines[1].hasSuffix("unmatched"))
        let hint = try #require(lines.last)
        #expect(
            hint.hasPrefix("more: leadrelay events list --source sendpilot --limit 2 --data \(filled.folder.path())")
        )
        let next = try await output("$P \(hint.dropFirst("more: leadrelay ".count))")
        #expect(next.split(separator: "\n").count == 2)
        #expect(next.contains(filled.numbers[0].text))
    }

    @Test(arguments: [
        ("--lead lead_abc123", 2), ("--type lead.updated", 3), ("--source crm", 0), ("--since 2026-02-20T18:40:30Z", 2),
        ("--until 2026-02-20T18:40:30Z", 1), ("--since 1m", 0), ("--since 2026-02-20 --until 2026-02-21", 3),
        ("--before $E1", 1),
    ])
    func `events are chosen`(filter: String, count: Int) async throws {
        let page = try await object("$P events list --json --data $D \(filter)")
        #expect((page["events"] as? [Any])?.count == count)
    }

    @Test func `an event is shown by its id and the sender's, explained and masked`() async throws {
        let page = try await output("$P events show evt_1 --data $D")
        for part in [
            "event \(filled.numbers[0].text) from sendpilot", "  ✓ \"won\": taken",
            "  ✗ \"ann\": its condition does not hold",
            "      saw event.body.customer.name = <text of 11 characters>", "      \"email\": <text of 15 characters>",
            "routed: 1 dead, 1 waiting",
        ] { #expect(page.contains(part), "\(page)") }
        #expect(!page.contains("Ann"))
        #expect(try await output("$P events show $E0 --data $D") == page)
        #expect(try await output("$P events show $E0 --reveal --data $D").contains(#""email": "ann@example.com""#))
        let json = try await object("$P events show $E0 --json --data $D")
        #expect((json["explanation"] as? [String: Any])?["summary"] as? String == "One send is planned, by \"won\".")
    }

    // MARK: Deliveries and dead letters

    @Test func `deliveries are listed by their state and shown with what comes first`() async throws {
        let waiting = try await object("$P deliveries list --state waiting --json --data $D")
        #expect(
            (waiting["deliveries"] as? [[String: Any]])?.compactMap { $0["event"] as? String }
                == [1, 0].map { filled.numbers[$0].text }
        )
        let dead = try await object("$P deliveries list --state dead-letter --event $E0 --json --data $D")
        #expect((dead["deliveries"] as? [Any])?.count == 1)
        let page = try await output("$P deliveries show dl_${I1}_0 --data $D")
        #expect(
            page.contains(
                "next: one stands before it in its lane; it is sent after dl_\(filled.numbers[0].text.dropFirst(3))_1"
            )
        )
    }

    @Test func `dead letters are listed with their remedy, and shown with their attempts`() async throws {
        let list = try await output("$P dead list --data $D")
        #expect(list.contains("rejected  leadtrackr  lead_abc123  400\n  → correct the route, then replay\n"))
        let page = try await output("$P dead show dl_${I0}_0 --data $D")
        for part in ["took 45 ms: 400", "X-Key: $K", "\"name\": <text of 11 characters>", "leadrelay dead replay dl_"] {
            #expect(page.contains(part), "\(page)")
        }
        #expect(!page.contains("Ann"))
        #expect(try await output("$P dead show dl_${I0}_0 --reveal --data $D").contains("Ann Example is unknown"))
    }

    @Test func `dead letters are exported a line each, with all that is known`() async throws {
        let letter = try await object("$P dead export --json --data $D")
        #expect(letter["cause"] as? String == "rejected")
        let tries = try #require(letter["tries"] as? [[String: Any]])
        #expect((tries[0]["answer"] as? [String: String]) == ["error": "<text of 12 characters>"])
        #expect(try await output("$P dead export --reveal --data $D").contains(#"{"error":"Ann Example?"}"#))
        #expect(try await output("$P dead export --cause other --data $D").isEmpty)
    }

    @Test func `a lead's story and what was refused are told`() async throws {
        let story = try await output("$P lead lead_abc123 --data $D").split(separator: "\n")
        #expect(story[0] == "lead lead_abc123")
        #expect(story[2].hasPrefix("2026-02-20 18:40:00  event"))
        #expect(story[3].hasSuffix("leadtrackr: attempt 1, 400, dead (rejected)"))
        let refused = try await output("$P rejected list --data $D")
        #expect(refused.contains("401   wrong-signature  sendpilot  /hooks/sendpilot  203.0.113.9"))
    }

    @Test func `what to look at is listed, and cleared where no relay runs`() async throws {
        try filled.attendAndClose()
        let listed = try await output("$P attention list --data $D")
        #expect(listed.contains("quota  octanist  1 ") && listed.contains("  → lower its rate"))
        #expect((try await object("$P attention list --json --data $D")["attention"] as? [Any])?.count == 1)
        #expect(try await filled.shell("$P attention clear quota leadping --data $D").status == 1)
        #expect(try await filled.shell("$P attention clear quota --data $D").status == 2)
        #expect(try await output("$P attention clear quota octanist --data $D") == "cleared 1\n")
        #expect(try await output("$P attention list --data $D") == "no rows: all is well\n")
    }

    // MARK: Following

    @Test func `following ends well when nobody reads it any more`() async throws {
        let outcome = try await filled.shell("$P events tail --since 2026-02-20 --data $D | head -1")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(outcome.output.contains("lead.updated from sendpilot, lead lead_abc123, 2 sends"))
    }

    @Test(arguments: ["INT", "TERM"])
    func `following ends well when it is interrupted`(signal: String) async throws {
        let outcome = try await filled.shell(
            """
            mkfifo lines; $P events tail --since 2026-02-20 --deliveries --json --data $D > lines & exec 3< lines
            for i in 1 2 3 4 5 6; do read -r -u 3 line; echo "$line"; done; kill -\(signal) $!; wait $!
            """
        )
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 6)
        #expect(lines[0].contains("receivedAt") && lines[5].contains(#""state":"waiting""#))
    }

    @Test func `following tells what is accepted meanwhile`() async throws {
        let outcome = try await filled.shell(
            """
            $BUILT/RelayBench commits $D/leadrelay.db > /dev/null & writer=$!
            $P events tail --data $D | head -3; status=$?; kill -KILL $writer; exit $status
            """
        )
        #expect(outcome.status == 0)
        #expect(outcome.output.split(separator: "\n").count == 3)
        #expect(!outcome.output.contains("lead_abc123"), "it begins after what was there")
    }
}
