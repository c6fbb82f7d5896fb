package import JSON

/// What those are told who asked for a change, be it by the relay that runs or by the store itself.
extension StoreResult {
    package var isRefusal: Bool {
        if case .refused = self { true } else { false }
    }

    /// Writes it as a member of an object that is open; what is done as it was asked for needs none.
    package func writeMember(to writer: inout JSONWriter) {
        switch self {
        case .refused(let reason): writer.member("error", reason.sentence)
        case .began(let id): writer.member("job", id.text)
        case .changed(let count): writer.member("changed", count)
        case .accepted, .settled, .done, .advanced, .noted: break
        }
    }
}
