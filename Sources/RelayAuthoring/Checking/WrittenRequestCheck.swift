import JSON
import Quotation
import RelayCore
import RelayRoutes

/// The parts of a request that a send writes itself: they must be such that no event can turn the request into another.
enum WrittenRequestCheck {
    static func findings(_ fields: [Send.FilledField], at destination: Destination) -> [Finding] {
        fields.filter { $0.field.place == .request }.flatMap { filled -> [Finding] in
            switch filled.field.name {
            case "path": path(filled)
            case "headers": names(filled) + headers(filled, at: destination)
            case "query": names(filled)
            default: []
            }
        }
    }

    /// The slash behind the host must stand in the file: an event's text there would become part of the host's name.
    private static func path(_ filled: Send.FilledField) -> [Finding] {
        let isRight =
            switch filled.template {
            case .constant(let json): json.string.map { $0.isEmpty || $0.hasPrefix("/") } ?? true
            case .text(let segments): if case .text(let text)? = segments.first { text.hasPrefix("/") } else { false }
            case .value, .object, .list: false
            }
        guard !isRight else { return [] }
        let fact = "the path does not begin with a slash that stands in the file"
        return [Finding(.pathHole, at: Spot(filled.json), fact, "Write it as \"/…{{ … }}\".")]
    }

    private static func names(_ filled: Send.FilledField) -> [Finding] {
        guard case .object = filled.template else {
            let fact = "the names of \(filled.field.name.quoted) are not written out"
            let remedy = "Write an object: { \"name\": \"{{ … }}\" }."
            return [Finding(.fieldType, at: Spot(filled.json), fact, remedy)]
        }
        return []
    }

    private static func headers(_ filled: Send.FilledField, at destination: Destination) -> [Finding] {
        let taken = Set(destination.headers.map { $0.name.lowercased() })
        return filled.json.entries.compactMap { member -> Finding? in
            let name = member.name.lowercased()
            let spot = Spot(nameOf: member)
            if !TextForm.header.accepts(member.name) {
                let fact = "\(member.name.quoted) is not the name of a header"
                return Finding(.malformed, at: spot, fact, "Write letters, digits and dashes, for example X-Lead.")
            }
            if HeaderNames.own.contains(name) {
                let fact = "the header \(member.name.quoted) belongs to the request itself"
                return Finding(.notAllowed, at: spot, fact, "Leave it out.")
            }
            if HeaderNames.secret.contains(name) || taken.contains(name) {
                let fact = "the header \(member.name.quoted) carries a secret, which may not stand in a send"
                let remedy = "Put it under the destination: \"auth\", or \"headers\" with {\"env\": \"NAME\"}."
                return Finding(.literalSecret, at: spot, fact, remedy)
            }
            return nil
        }
    }
}
