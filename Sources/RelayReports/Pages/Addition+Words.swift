import CivilTime
import JSON
import RelayCore

extension Addition {
    /// Where the delivery comes from.
    func words(now: Timestamp) -> String {
        "was added by \(job.text) \(at.relative(to: now)), as the configuration \(configuration) has it"
    }
}

extension [Addition] {
    /// Nothing for nearly all events.
    func writeMember(to writer: inout JSONWriter) {
        guard !isEmpty else { return }
        writer.name("additions")
        writer.array { writer in
            for addition in self {
                writer.object { writer in
                    writer.member("delivery", addition.delivery.text)
                    writer.member("job", addition.job.text)
                    writer.member("at", addition.at.rfc3339)
                    writer.member("configuration", addition.configuration)
                }
            }
        }
    }
}
