/// The bodies that Leadping takes, as its two generations of documents describe them.
enum LeadpingShapes {
    /// The body of `PUT /leads/{id}`.
    ///
    /// The older document marks no field as required and has no coordinate in a request; the current one asks for five.
    static func lead(_ generation: LeadpingMock.Generation) -> Shape {
        let isCurrent = generation == .current
        let figure = figure(generation)
        return .object(
            [
                "metadata": .object(metadata(figure), required: isCurrent ? ["trustedFormUrl"] : []),
                "contact": .object(contact(coordinateOf: isCurrent ? figure : nil)),
                "customer": .object(customer(figure)),
                "enabled": .nullable(.truth),
                "adminEnablementOverride": .object([
                    "enabled": .truth, "reason": text, "updatedByUserId": text, "updatedAt": moment,
                ]),
                "tagIds": .list(.identifier),
                "tagNames": .list(.identifier),
                "id": text,
            ],
            required: isCurrent ? ["metadata", "contact", "customer", "tagIds", "tagNames"] : []
        )
    }

    /// The body of `PUT /leads/{leadId}/status`.
    static let status = Shape.object(
        [
            "type": .identifier, "outcome": .identifier,
            "category": .choice(["Open", "Qualified", "Converted", "Lost", "Invalid", "Duplicate"]),
            "notes": text, "reason": text,
            "changeSource": .choice(["User", "AI", "Automation", "System", "API"]),
            "changedByAutomationId": text, "timestamp": moment, "followUpStatus": text, "callbackAt": moment,
            "taskDueAt": moment, "appointmentStartAt": moment, "appointmentEndAt": moment, "appointmentNotes": text,
            "assignedToUserId": text, "relatedCallEventId": text, "isMissedCallFollowUp": .nullable(.truth),
            "sourceId": text,
        ],
        required: ["type", "outcome"]
    )

    private static let text = Shape.nullable(.text)
    private static let moment = Shape.nullable(.moment)
    private static let truth = Shape.nullable(.truth)
    /// Texts in the older document, numbers in the current one.
    private static func figure(_ generation: LeadpingMock.Generation) -> Shape {
        .nullable(generation == .current ? .number : .text)
    }

    private static func metadata(_ figure: Shape) -> [String: Shape] {
        [
            "trustedFormUrl": .text, "utmSource": text, "utmMedium": text, "utmCampaign": text, "utmTerm": text,
            "utmContent": text, "referrer": text, "landingPage": text, "subId": text, "pubId": text, "ipAddress": text,
            "userAgent": text, "externalId": text, "sellerLeadId": text, "createdAt": moment, "price": figure,
            "directPostPrice": figure, "product": text, "vertical": text, "complianceStatus": text,
            "complianceBlockedReason": text, "sourceMetadata": .nullable(.anyObject), "origin": text,
            "importBatchId": text, "isImported": truth, "assignedPhoneNumberId": text, "smsConsentStatus": text,
            "smsOptedOut": truth,
            "smsOptOutAt": moment, "smsOptInAt": moment, "smsHelpRequestedAt": moment, "smsConsentPhoneNumber": text,
            "userId": text, "businessId": text, "organizationId": text,
        ]
    }

    private static func customer(_ figure: Shape) -> [String: Shape] {
        [
            "height": figure, "weight": figure, "birthDate": .nullable(.day), "income": figure, "isHomeowner": truth,
            "monthsAtResidence": figure, "creditScore": figure, "hasBankruptcy": truth, "numberOfDependents": figure,
            "hasMedicalCondition": truth,
        ]
    }

    private static func contact(coordinateOf figure: Shape?) -> [String: Shape] {
        let coordinate = figure.map { Shape.nullable(.object(["latitude": $0, "longitude": $0])) }
        let extra = coordinate.map { ["coordinate": $0] } ?? [:]
        let location = ["location": text, "state": text, "countryCode": text, "timeZoneId": text].with(extra)
        let lookup: [String: Shape] = [
            "number": text, "isValid": truth, "location": .nullable(.object(location)), "id": text,
            "createdAt": moment, "modifiedAt": moment,
        ]
        let phone: [String: Shape] = ["number": text, "type": text, "lookup": .nullable(.object(lookup))]
        let street = [
            "line1", "line2", "city", "state", "province", "region", "postalCode", "country", "additionalInfo",
        ]
        let address = Dictionary(uniqueKeysWithValues: street.map { ($0, text) })
        return [
            "firstName": text, "lastName": text, "streetAddress": .nullable(.object(address)), "timeZoneId": text,
            "phone": .nullable(.object(phone)), "email": text,
        ].with(extra)
    }
}

extension [String: Shape] {
    fileprivate func with(_ more: [String: Shape]) -> [String: Shape] {
        merging(more) { _, added in added }
    }
}
