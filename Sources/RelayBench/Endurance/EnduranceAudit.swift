import Foundation
import JSON

/// What was accepted against what was carried out.
struct EnduranceAudit {
    private let accepted: EnduranceSenders.Progress
    private let deadLetters: [String: String]
    private(set) var apis: [(name: String, findings: Findings)] = []

    struct Findings {
        var carriedOut = 0
        /// Not carried out, and no dead letter.
        var lost = 0
        /// Carried out again though an answer had left.
        var doubledForNothing = 0
        /// Carried out again after an answer that never left.
        var doubledInDoubt = 0
        /// Carried out before an older one of the same lead.
        var outOfOrder = 0
        /// From the post to the first time that it was carried out, in milliseconds.
        var delays: [Double] = []
    }

    init(
        _ accepted: EnduranceSenders.Progress,
        _ written: [String: [String: [EnduranceLedger.Write]]],
        _ deadLetters: [String: String],
        apis: [String]
    ) {
        self.accepted = accepted
        self.deadLetters = deadLetters
        for api in apis {
            let send = EnduranceBench.apis.firstIndex(of: api) ?? 0
            self.apis.append((api, findings(send, written[api] ?? [:])))
        }
    }

    private func findings(_ send: Int, _ written: [String: [EnduranceLedger.Write]]) -> Findings {
        var findings = Findings()
        var last: [Int: Int] = [:]
        for event in accepted.accepted {
            let delivery = "dl_\(event.number)_\(send)"
            guard let writes = written[delivery], let first = writes.first else {
                if deadLetters[delivery] == nil { findings.lost += 1 }
                continue
            }
            findings.note(writes, of: event.sent)
            if first.place < last[event.lead] ?? 0 { findings.outOfOrder += 1 }
            last[event.lead] = max(first.place, last[event.lead] ?? 0)
        }
        findings.delays.sort()
        return findings
    }

    /// The deliveries that a relay wrote down as dead, and the cause of each.
    static func deadLetters(in data: URL) -> [String: String] {
        let files = (try? FileManager.default.contentsOfDirectory(at: data, includingPropertiesForKeys: nil)) ?? []
        var found: [String: String] = [:]
        for file in files where file.lastPathComponent.hasPrefix("dead-letters") {
            for line in (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? [] {
                let letter = (try? JSONDocument(String(line)))?.root
                if let id = letter?["delivery"]?.string { found[id] = letter?["cause"]?.string ?? "" }
            }
        }
        return found
    }

    func json(rate: Int, seconds: Int, faultsPerMille: Int, dead: String?) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("bench", "endurance")
            writer.member("seconds", seconds)
            writer.member("rate", rate)
            writer.member("faultsPerMille", faultsPerMille)
            writer.member("dead", dead ?? "")
            writer.member("accepted", accepted.accepted.count)
            writer.member("refused", accepted.refused)
            writer.member("deadLetters", deadLetters.count)
            for (name, findings) in apis {
                writer.name(name)
                writer.object { findings.write(to: &$0) }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension EnduranceAudit.Findings {
    /// Counts a delivery that was carried out, once or more often.
    mutating func note(_ writes: [EnduranceLedger.Write], of sent: Moment) {
        guard let first = writes.first else { return }
        carriedOut += 1
        delays.append((first.at - sent) / .milliseconds(1))
        for (earlier, _) in zip(writes, writes.dropFirst()) {
            if earlier.isAnswered { doubledForNothing += 1 } else { doubledInDoubt += 1 }
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.member("carriedOut", carriedOut)
        writer.member("lost", lost)
        writer.member("doubledForNothing", doubledForNothing)
        writer.member("doubledInDoubt", doubledInDoubt)
        writer.member("outOfOrder", outOfOrder)
        for (name, share) in [("p50", 0.5), ("p99", 0.99), ("max", 1.0)] {
            let place = Int(Double(delays.count - 1) * share)
            writer.member(name, delays.isEmpty ? 0 : Int((delays[place] * 1_000).rounded()))
        }
    }
}
