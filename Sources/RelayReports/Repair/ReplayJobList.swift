package import CivilTime
package import JSON
package import RelayCore

/// The jobs that send something again, the newest first, each with how far it is.
package struct ReplayJobList: Sendable {
    private let jobs: [ReplayJob]

    package init(_ jobs: [ReplayJob]) {
        self.jobs = jobs.sorted { $0.id > $1.id }
    }

    package var isEmpty: Bool { jobs.isEmpty }

    package func lines(now: Timestamp) -> [String] {
        var table = TextTable(
            [
                .whole("JOB"), .whole("STATE"), .whole("BEGUN"), .whole("PACE"), .whole("REPLAYED"), .whole("SKIPPED"),
                .whole("OF"), .flexible("OF WHAT", narrowest: 20),
            ]
        )
        for job in jobs {
            table.row(
                [
                    job.id.text, job.state.rawValue, job.madeAt.relative(to: now), job.order.pace?.words ?? "-",
                    "\(job.counts.replayed)", "\(job.skipped)", job.order.expected.map { "\($0)" } ?? "-",
                    job.order.subject.words,
                ]
            )
        }
        var lines = table.lines
        // Below the table, since a job is a row.
        for job in jobs where !job.counts.causes.isEmpty || job.counts.withoutBody > 0 {
            lines += job.reasons.map { "\(job.id.text): \($0)" }
        }
        return lines
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("jobs")
            writer.array { writer in for job in jobs { job.write(to: &writer) } }
        }
    }
}

extension ReplayJob {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id.text)
            writer.member("state", state.rawValue)
            writer.member("madeAt", madeAt.rfc3339)
            writer.member("by", order.by)
            order.subject.writeMember(to: &writer)
            if let pace = order.pace { writer.member("pace", pace.words) }
            if let limit = order.limit { writer.member("limit", limit) }
            if let expected = order.expected { writer.member("expected", expected) }
            writer.member("asSent", order.manner.contains(.asSent))
            writer.member("evenIfStale", order.manner.contains(.evenIfStale))
            writer.member("again", order.manner.contains(.onceMore))
            writer.member("replayed", counts.replayed)
            writer.member("skipped", skipped)
            writer.member("gone", gone)
            if counts.withoutBody > 0 { writer.member("eventsWithoutBody", counts.withoutBody) }
            writer.name("skips")
            writer.array { writer in
                for (cause, count) in causes {
                    writer.object { writer in
                        writer.member("cause", cause)
                        writer.member("count", count)
                        if let remedy = Self.remedy(cause) { writer.member("remedy", remedy) }
                    }
                }
            }
        }
    }

    private var causes: [(String, Int)] { counts.causes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    /// Why some were passed over, and what can be done about it, a line each.
    fileprivate var reasons: [String] {
        let known = causes.map { cause, count in
            "\(count) skipped: \(cause)\(Self.remedy(cause).map { "; \($0)" } ?? "")"
        }
        let events = counts.withoutBody
        return events == 0 ? known : known + ["\(counted(events, "event")) could not be routed: the body is gone"]
    }

    /// What a person can do about those that were passed over for that cause; nil where there is nothing.
    private static func remedy(_ cause: String) -> String? {
        guard !Reason.causesOfOvertaking.contains(cause) else {
            return "a newer one was sent or waits; --even-if-stale sends them all the same"
        }
        return cause == notAsSent ? "their requests were not kept whole; replay them without --as-sent" : nil
    }

    /// How far it is, in a line.
    package var progress: String {
        let of = order.expected.map { " of \($0)" } ?? ""
        let known = causes.map { cause, count in
            "\(count) \(cause)\(Reason.causesOfOvertaking.contains(cause) ? ": see --even-if-stale" : "")"
        }
        let parts = known + (gone == 0 ? [] : ["\(gone) \(order.subject.wordForGone)"])
        let why = parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
        let passed = skipped == 0 ? "" : ", \(skipped) skipped\(why)"
        return "\(id.text): \(state.rawValue), \(counts.replayed)\(of) replayed\(passed)"
    }
}

extension ReplayOrder.Subject {
    /// As the command line has it.
    fileprivate var words: String {
        switch self {
        case .letters(let filter): return "dead letters: \(filter.words())"
        case .events(let filter):
            let ids = filter.events.map(\.text).joined(separator: " ")
            return "events: \(filter.words(ids.isEmpty ? [] : [("ids", ids)]))"
        }
    }

    /// Why one that was counted at first was passed over in the end.
    fileprivate var wordForGone: String {
        switch self {
        case .letters: "no longer dead"
        case .events: "no longer to be sent"
        }
    }
}

extension NamedConditions {
    /// Those that are told, and some more; all, where none is.
    fileprivate func words(_ more: [(name: String, text: String)] = []) -> String {
        let parts = (conditions(\.inSentence) + more).map { "\($0.name) \($0.text)" }
        return parts.isEmpty ? "all" : parts.joined(separator: ", ")
    }
}

extension Rate {
    fileprivate var words: String {
        "\(count)/\(period.precise)".replacing(each: "/1.0 s", with: "/s").replacing(each: " ", with: "")
    }
}
