import JSON

/// The body of `updateLeadStatus`, judged by its document.
struct LeadTrackrUpdate {
    let identifier: LeadTrackrIdentifier
    let conversion: String
    /// Cents; the document asks for a non-negative number, not for a whole one.
    let price: String?

    init(_ request: MockRequest, labels: Set<String>) throws(BodyFault) {
        let body = try request.json(Self.shape)
        guard let conversion = body["conversionId"]?.string else { throw .missing("conversionId") }
        guard let identifier = LeadTrackrIdentifier(body) else {
            throw BodyFault(nil, "At least one of leadId, uniqueIdentifier, email or phone is required")
        }
        guard Self.isConversion(conversion, labels) else {
            throw BodyFault("conversionId", "conversionId must be a conversion label ID, \"open\" or \"lost\"")
        }
        self.conversion = conversion
        self.identifier = identifier
        price = body["price"].map { String(decoding: $0.source, as: UTF8.self) }
    }

    private static let shape = Shape.object(
        [
            "leadId": .number, "uniqueIdentifier": .identifier, "email": .identifier, "phone": .identifier,
            "conversionId": .text, "price": .nonNegativeNumber,
        ],
        required: ["conversionId"]
    )

    /// Whether a text is one of the labels; without labels, whether it could be one.
    private static func isConversion(_ text: String, _ labels: Set<String>) -> Bool {
        ["open", "lost"].contains(text) || (labels.isEmpty ? isUUID(text) : labels.contains(text))
    }

    private static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.joined().allSatisfy { PercentText.hexDigit($0) != nil }
    }
}

/// The identifier that counts: the one of highest priority; those below it are not even a fallback.
enum LeadTrackrIdentifier {
    case leadId(Double)
    case uniqueIdentifier(String), email(String), phone(String)

    init?(_ body: JSONValue) {
        if let leadId = body["leadId"]?.double {
            self = .leadId(leadId)
        } else {
            self.init { body[$0]?.string }
        }
    }

    /// Reads the query of a lookup, where the id too is text.
    init?(query: [String: String]) throws(BodyFault) {
        if let text = query["leadId"] {
            guard let id = Int(text) else { throw .mustBe("a number", "leadId") }
            self = .leadId(Double(id))
        } else {
            self.init { query[$0].flatMap { $0.isEmpty ? nil : $0 } }
        }
    }

    private init?(text: (String) -> String?) {
        if let identifier = text("uniqueIdentifier") {
            self = .uniqueIdentifier(identifier)
        } else if let email = text("email") {
            self = .email(email)
        } else if let phone = text("phone") {
            self = .phone(phone)
        } else {
            return nil
        }
    }

    /// Compares exactly: no document names a rule that would make two spellings equal.
    func names(_ lead: LeadTrackrLead) -> Bool {
        switch self {
        case .leadId(let id): Double(lead.id) == id
        case .uniqueIdentifier(let text): lead.uniqueIdentifier == text
        case .email(let text): lead.email == text
        case .phone(let text): lead.phone == text
        }
    }
}
