/// What is wrong with a request's body or query, before an API puts it into its own form.
struct BodyFault: Error, Equatable {
    /// The field at fault, with dots between levels; nothing where the whole is.
    let field: String?
    let message: String

    init(_ field: String? = nil, _ message: String) {
        self.field = field
        self.message = message
    }

    static func missing(_ field: String) -> BodyFault { BodyFault(field, "Missing required field: \(field)") }
    static func unknown(_ field: String) -> BodyFault { BodyFault(field, "Unknown field: \(field)") }
    static func mustBe(_ what: String, _ field: String) -> BodyFault { BodyFault(field, "\(field) must be \(what)") }
}
