import JSON
import Quotation
import RelayRoutes

/// A field of a call in words.
struct FieldWords {
    private let field: Field

    init(_ field: Field) {
        self.field = field
    }

    /// `body, required, in cents: a number of 0 or more. The lead's value`
    var text: String {
        let traits = [place, field.isRequired ? "required" : nil, field.unit.map { "in \($0.rawValue)" }]
        let schema = field.json["schema"].map(SchemaWords.text) ?? "anything"
        let about = field.json["about"]?.string.map { " \($0)." } ?? ""
        return traits.compactMap(\.self).joined(separator: ", ") + ": \(schema).\(about)\(vocabularies)\(consent)"
    }

    private var place: String {
        let place = field.place == .request ? "the request" : field.place.rawValue
        return field.wireName == field.name ? place : "\(place) as \(field.wireName.quoted)"
    }

    private var vocabularies: String {
        guard !field.vocabularies.isEmpty else { return "" }
        let lists = field.vocabularies.map { "\($0.document): \($0.values.joined(separator: ", "))" }
        return " The documents disagree on its words. " + lists.joined(separator: "; ").asSentence
    }

    private var consent: String {
        guard !field.consentValues.isEmpty else { return "" }
        return " About consent, and to be mapped by nobody: \(field.consentValues.joined(separator: ", "))."
    }
}

/// What a schema allows, in words.
enum SchemaWords {
    static func text(_ json: JSONValue) -> String {
        if let branches = json["anyOf"] { return branches.elements.map(text).joined(separator: " or ") }
        if let values = json["enum"] { return list(Array(values.elements)) }
        if let value = json["const"] { return list([value]) }
        let kind = FieldSchema(json: json)
        guard kind.types != Set(JSONType.allCases) || json.count > 0 else { return "any JSON" }
        let base = kind.text.phrase.flatMap { json["type"]?.string ?? "string" == "string" ? $0 : nil }
        return (base ?? kind.types.phrase) + limits(json) + members(json)
    }

    private static func list(_ values: [JSONValue]) -> String {
        let shown = values.map { String(decoding: $0.source, as: UTF8.self) }
        guard let last = shown.last, shown.count > 1 else { return shown.joined() }
        return shown.dropLast().joined(separator: ", ") + " or " + last
    }

    private static func limits(_ json: JSONValue) -> String {
        func number(_ key: String) -> String? { json[key].map { String(decoding: $0.source, as: UTF8.self) } }
        var limits: [String] = []
        if let least = number("minimum") { limits.append("of \(least) or more") }
        if let most = number("maximum") { limits.append("of \(most) at the most") }
        if number("minLength") != nil { limits.append("not empty") }
        if let most = number("maxLength") { limits.append("of \(most) characters at the most") }
        guard let first = limits.first else { return "" }
        return (first.hasPrefix("of") ? " " : ", ") + limits.joined(separator: ", ")
    }

    private static func members(_ json: JSONValue) -> String {
        if let items = json["items"] { return " of " + text(items).droppingArticle }
        let names = json["properties"].map { $0.members.map(\.name) } ?? []
        return names.isEmpty ? "" : " with \(names.joined(separator: ", "))"
    }
}

extension String {
    /// `a string` as it is counted: `strings`.
    fileprivate var droppingArticle: String {
        for article in ["a ", "an "] where hasPrefix(article) { return dropFirst(article.count) + "s" }
        return self
    }
}
