import RelayCore

/// Tells by the name of a member whether what it holds may be shown.
enum SensitiveNames {
    enum Treatment: Sendable, Comparable {
        case plain
        /// About a person: shown when it is asked for.
        case personal
        /// A key to something: never shown.
        case secret
    }

    /// What the texts are part of, since people write to each other in events and APIs report in answers.
    enum Material: Sendable {
        case event, answer
    }

    static func treatment(of name: String, in material: Material) -> Treatment {
        let word = String(decoding: name.utf8.compactMap(letter), as: UTF8.self)
        if secrets.contains(where: word.holds) { return .secret }
        if persons.contains(word) || parts.contains(where: word.holds) || endings.contains(where: word.hasSuffix) {
            return .personal
        }
        return material == .event && writings.contains(word) ? .personal : .plain
    }

    /// Whether a header's value is a key to something.
    static func isSecret(header: String) -> Bool {
        treatment(of: header, in: .answer) == .secret || header.lowercased().holds("signature")
    }

    /// `first_name`, `first-name` and `firstName` are one name.
    private static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "."): nil
        default: byte
        }
    }

    private static let secrets = ["password", "passwd", "secret", "token", "apikey", "authorization", "cookie"]

    private static let persons: Set = [
        "customer", "customers", "contact", "contacts", "person", "people", "prospect", "profile", "recipient",
        "metadata", "customfields", "properties", "attributes", "answers", "formdata", "from", "to", "cc", "bcc",
        "sender", "age", "gender", "sex", "ip", "city", "street", "zip", "bsn", "ssn", "iban", "salutation", "bio",
        "headline", "avatar", "photo", "picture", "latitude", "longitude", "tel",
        // Dutch, German and French, whose agencies write to the same APIs.
        "klant", "persoon", "straat", "huisnummer", "plaats", "woonplaats", "geslacht", "leeftijd", "aanhef", "inkomen",
        "kunde", "strasse", "straße", "hausnummer", "ort", "wohnort", "plz", "geschlecht", "anrede", "client", "rue",
        "ville", "nom", "prenom", "prénom", "sexe",
    ]

    private static let parts = [
        "email", "phone", "mobile", "whatsapp", "telegram", "linkedin", "facebook", "instagram", "twitter", "birth",
        "address", "postal", "postcode", "zipcode", "passport", "nationality", "income", "salary", "health", "medical",
        "diagnos", "credit", "insur", "adres", "telefo", "mobiel", "geboorte", "geburt", "naissance", "codepostal",
    ]

    private static let endings = ["name", "names", "mail", "initials", "signature", "naam"]

    private static let writings: Set = [
        "message", "messages", "text", "body", "content", "note", "notes", "comment", "comments", "description",
        "reply", "subject", "transcript", "summary", "question", "remark", "remarks", "snippet", "html",
        "notitie", "notities", "opmerking", "opmerkingen", "bericht", "omschrijving", "toelichting", "vraag",
        "nachricht", "bemerkung", "notiz", "remarque", "commentaire",
    ]
}
