package import CivilTime
import JSON

/// A lead as Octanist keeps it.
package struct OctanistLead: Sendable {
    package let id: String
    package let email: String?
    package let phone: String?
    /// Nothing before the first change; there is no way back to that.
    package internal(set) var status: String?
    /// In the digits of the request that set it: neither unit nor currency is documented.
    package internal(set) var value: String?
    /// The newest, the last of them last.
    package internal(set) var notes: [String] = []
    package internal(set) var lossReason: String?
    package let createdAt: Timestamp

    package init(id: String, email: String? = nil, phone: String? = nil, createdAt: Timestamp) {
        self.id = id
        self.email = email
        self.phone = phone
        self.createdAt = createdAt
    }

    mutating func apply(_ update: OctanistUpdate) {
        status = update.status ?? status
        value = update.value ?? value
        if let note = update.note { notes.append(note, keeping: StandIns.keptHistory) }
        if update.status == "lost" { lossReason = update.lossReason ?? lossReason }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("email", orNull: email)
            writer.member("phone", orNull: phone)
            writer.member("status", orNull: status)
            writer.member("value", digits: value)
            writer.member("notes", notes)
            writer.member("lossReason", orNull: lossReason)
            writer.member("createdAt", createdAt.iso8601)
        }
    }
}
