import CivilTime
import JSON

/// What stands in every answer of Octanist's, and the answers built around it.
struct OctanistMeta {
    let requestId: String
    let moment: Timestamp

    func updated(_ id: String, count: Int) -> MockAnswer {
        success { writer in
            writer.object { writer in
                writer.member("leadId", id)
                writer.member("leadsUpdated", count)
                writer.member(
                    "message",
                    count == 1 ? "Lead updated successfully" : "\(count) leads updated successfully"
                )
            }
        }
    }

    var noLead: MockAnswer { refusal(404, "NOT_FOUND", "No lead found matching the provided identifiers") }

    /// Answers with the one value that the closure writes.
    func success(data: (inout JSONWriter) -> Void) -> MockAnswer {
        MockAnswer(200) { writer in
            writer.member("success", true)
            writer.name("data")
            data(&writer)
            write(to: &writer)
        }
    }

    func refusal(_ status: Int, _ code: String, _ message: String, field: String? = nil) -> MockAnswer {
        MockAnswer(status) { writer in
            writer.member("success", false)
            writer.member("error") { writer in
                writer.member("code", code)
                writer.member("message", message)
                writer.member("details") { if let field { $0.member("field", field) } }
            }
            write(to: &writer)
        }
    }

    private func write(to writer: inout JSONWriter) {
        writer.member("meta") { writer in
            writer.member("requestId", requestId)
            writer.member("timestamp", moment.iso8601)
        }
    }
}
