import JSON

/// The body of an update, judged by its document.
struct OctanistUpdate {
    let identifier: OctanistIdentifier
    /// `status`, which wins over its older name `changedTo`.
    let status: String?
    /// The digits of a number, also of one that came as text.
    let value: String?
    let note: String?
    let lossReason: String?

    init(_ request: MockRequest) throws(BodyFault) {
        let body = try request.json(Self.shape)
        guard let identifier = OctanistIdentifier(body) else {
            throw BodyFault(nil, "At least one of id, email, or phone is required")
        }
        self.identifier = identifier
        status = body["status"]?.string ?? body["changedTo"]?.string
        value = body["value"].map { $0.string ?? String(decoding: $0.source, as: UTF8.self) }
        note = body["note"]?.string
        lossReason = body["lossReason"]?.string
    }

    private static let status = Shape.choice(["qualified", "won", "lost"])
    private static let shape = Shape.object([
        "id": .identifier, "email": .identifier, "phone": .identifier, "status": status, "changedTo": status,
        "value": .numeric, "note": .text, "lossReason": .text,
    ])
}

/// The identifier that counts: the one of highest priority; those below it are not even a fallback.
enum OctanistIdentifier {
    case id(String), email(String), phone(String)

    init?(_ body: JSONValue) {
        if let id = body["id"]?.string {
            self = .id(id)
        } else if let email = body["email"]?.string {
            self = .email(email)
        } else if let phone = body["phone"]?.string {
            self = .phone(phone)
        } else {
            return nil
        }
    }

    func names(_ lead: OctanistLead) -> Bool {
        switch self {
        case .id(let text): lead.id == text
        case .email(let text): lead.email == text
        case .phone(let text): lead.phone == text
        }
    }
}
