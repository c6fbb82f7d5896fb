import CivilTime
import JSON
import RelayCore

/// One try of a delivery: what was sent, what came back, and what that meant.
struct AttemptSection {
    let attempt: Attempt
    let mask: Mask

    func write(to text: inout ReportText) {
        let started = attempt.startedAt.inSentence
        text.heading("attempt \(attempt.number), \(started), took \(attempt.took.precise): \(outcome)")
        text.fields(
            [
                ("verdict", attempt.verdict.sentence), ("cause", attempt.reason.cause),
                ("detail", mask.sentence(attempt.reason.detail)), ("remedy", mask.sentence(attempt.reason.remedy)),
                ("configuration", attempt.configuration),
            ]
        )
        if let request = MaskedRequest(attempt.request, mask) {
            text.line("  request")
            text.block(request.lines, indent: 4)
        } else {
            text.line("  request not kept: what went well is made again from the event")
        }
        guard let answer else { return }
        text.line("  answer")
        text.block(answer.lines, indent: 4)
    }

    /// The status, or the word for why there is none.
    var outcome: String { attempt.status.map(String.init) ?? (attempt.failure.isEmpty ? "no answer" : attempt.failure) }

    private var answer: MaskedValue? {
        attempt.answer.isEmpty ? nil : MaskedValue(bytes: attempt.answer, mask, .answer)
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("number", attempt.number)
            writer.member("startedAt", attempt.startedAt.rfc3339)
            writer.member("milliseconds", Int(attempt.took.milliseconds))
            if let status = attempt.status { writer.member("status", status) }
            if !attempt.failure.isEmpty { writer.member("failure", attempt.failure) }
            writer.member("verdict", attempt.verdict.rawValue)
            attempt.reason.writeMembers(to: &writer, mask)
            writer.member("configuration", attempt.configuration)
            if !attempt.digest.isEmpty { writer.member("bodySha256", hexadecimal(attempt.digest)) }
            if let request = MaskedRequest(attempt.request, mask) {
                writer.name("request")
                request.write(to: &writer)
            }
            guard let answer else { return }
            writer.name("answer")
            answer.write(to: &writer)
        }
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
