import Foundation
import JSON
import RelayCore
import RelayService
import RelayStore
import RelayTrials

/// What Sendpilot told of against what the relay made of it.
struct LoopAudit {
    private typealias Webhook = LoopBook.Webhook

    private let webhooks: [Webhook]
    private let outsiders: LoopOutsiders.Progress
    private let deadLetters: [String: String]
    private let fates: LoopFates
    private let isSettled: Bool
    private let attention: [String]
    private var apis: [(name: String, findings: EnduranceAudit.Findings)] = []
    /// Two changes of a lead of which the older one had not been accepted when the newer one was posted: their order is
    /// not the relay's.
    private var crossed = 0
    /// How often something was carried out at Sendpilot for the relay.
    private var writesBack = 0
    /// How often for what is no change of an outsider's, or for nothing that is known.
    private var strays = 0

    init(
        _ webhooks: [LoopBook.Webhook],
        _ written: [String: [String: [EnduranceLedger.Write]]],
        in folder: TrialFolder,
        _ outsiders: LoopOutsiders.Progress,
        isSettled: Bool
    ) throws {
        self.webhooks = webhooks.sorted { ($0.occurred, $0.place) < ($1.occurred, $1.place) }
        (self.outsiders, self.isSettled) = (outsiders, isSettled)
        deadLetters = EnduranceAudit.deadLetters(in: folder.data)
        let ledger = try DataFolder(path: folder.data.path).openLedger()
        fates = LoopFates(self.webhooks, try ledger.events(EventQuery(limit: .max)))
        attention = try ledger.attention().map(\.attention.kind)
        writesBack = written["sendpilot"]?.values.reduce(0) { $0 + $1.count } ?? 0
        let changes = self.webhooks.filter { $0.number != nil && LoopFates.expected(of: $0) == .routed }
        for (send, api) in EnduranceBench.apis.enumerated() {
            var writes = written[api] ?? [:]
            apis.append((api, findings(changes, send, &writes)))
            strays += writes.count
        }
    }

    /// Takes from what was written what is known to be a change's.
    private mutating func findings(
        _ changes: [Webhook],
        _ send: Int,
        _ written: inout [String: [EnduranceLedger.Write]]
    ) -> EnduranceAudit.Findings {
        var findings = EnduranceAudit.Findings()
        var earlier: [String: [(accepted: Moment, last: Int)]] = [:]
        for change in changes {
            guard let accepted = change.accepted, let posted = change.posted, let number = change.number else {
                continue
            }
            let delivery = "dl_\(number)_\(send)"
            guard let writes = written.removeValue(forKey: delivery), let first = writes.first, let last = writes.last
            else {
                if deadLetters[delivery] == nil { findings.lost += 1 }
                continue
            }
            findings.note(writes, of: change.emitted)
            let older = earlier[change.lead] ?? []
            if older.contains(where: { $0.accepted < posted && $0.last > first.place }) { findings.outOfOrder += 1 }
            if send == 0 { crossed += older.count { $0.accepted >= posted } }
            earlier[change.lead] = older + [(accepted, last.place)]
        }
        findings.delays.sort()
        return findings
    }

    // MARK: What it comes to

    private var echoes: Int { fates.counts[.echo] ?? 0 }
    private var givenUp: Int { webhooks.count { $0.number == nil || $0.isGivenUp } }
    private var pingPongs: Int { attention.count { $0 == PingPong.cause } }

    /// What must be nothing.
    private var faults: [(name: String, count: Int)] {
        [
            ("unsettled", isSettled ? 0 : 1),
            ("givenUp", givenUp),
            ("withoutFate", fates.missing),
            ("unknownEvents", fates.unknown),
            ("renamed", webhooks.count { Set($0.names).count > 1 }),
            ("ring", fates.ring),
            ("echoesMissed", fates.echoesMissed),
            ("takenForEcho", fates.takenForEcho),
            ("otherFates", fates.others),
            ("fatesOff", fates.total + fates.duplicates - fates.acknowledged),
            ("echoesOff", echoes - writesBack),
            ("strays", strays),
            ("pingPongs", pingPongs),
            ("lost", sum(\.lost)),
            ("doubledForNothing", sum(\.doubledForNothing)),
            ("outOfOrder", sum(\.outOfOrder)),
        ]
    }

    private func sum(_ count: KeyPath<EnduranceAudit.Findings, Int>) -> Int {
        apis.reduce(0) { $0 + $1.findings[keyPath: count] }
    }

    var isClean: Bool { faults.allSatisfy { $0.count == 0 } }

    func json(_ timetable: LoopTimetable, faultsPerMille: Int) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("bench", "loop")
            writer.member("seconds", timetable.seconds)
            writer.member("rate", timetable.rate)
            writer.member("faultsPerMille", faultsPerMille)
            writer.member("leads", timetable.leads)
            writer.member("clean", isClean)
            writer.name("outsiders")
            writer.object { writer in
                writer.member("confirmed", outsiders.changes)
                writer.member("failed", outsiders.failures)
                writer.member("changes", webhooks.count { !$0.isOfRelay })
            }
            writer.name("webhooks")
            writer.object { writer in
                writer.member("emitted", webhooks.count)
                writer.member("acknowledged", fates.acknowledged)
                writer.member("crossed", crossed)
            }
            writer.name("fates")
            writer.object { writer in
                for fate in LoopFates.Fate.allCases { writer.member(fate.rawValue, fates.counts[fate] ?? 0) }
                writer.member("duplicate", fates.duplicates)
            }
            writer.member("writesBack", writesBack)
            writer.name("deadLetters")
            writer.object { writer in
                let causes = Dictionary(deadLetters.values.map { ($0, 1) }, uniquingKeysWith: +)
                for (cause, count) in causes.sorted(by: { $0.key < $1.key }) { writer.member(cause, count) }
            }
            writer.member("attention", attention.count)
            writer.name("faults")
            writer.object { writer in
                for (name, count) in faults { writer.member(name, count) }
            }
            for (name, findings) in apis {
                writer.name(name)
                writer.object { findings.write(to: &$0) }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
