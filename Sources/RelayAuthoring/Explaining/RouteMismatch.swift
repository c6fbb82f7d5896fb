import Quotation
import RelayCore
import RelayRoutes

/// Why a route is not for events of a source and type.
struct RouteMismatch {
    /// `it listens to "sendpilot"; this event comes from "crm"`; nil where the source is one of its own.
    let source: String?
    /// `it takes deal.won and deal.lost; this event is a deal.open`; nil where the type is one of its own.
    let type: String?

    init(_ route: RouteEntry, source: String, type: String) {
        self.source = Self.sourceSentence(route.from.map(\.text), source)
        self.type = Self.typeSentence(route.on.map(\.text), type)
    }

    private static func sourceSentence(_ from: [String], _ source: String) -> String? {
        let isOwn = source == RouteIndex.ownSource
        if from.contains(source) || (from.contains("*") && !isOwn) { return nil }
        let listens = from.contains("*") ? "all sources but leadrelay itself" : joined(from.map(\.quoted))
        return "it listens to \(listens); this event comes from \(source.quoted)" + hint(source, from)
    }

    private static func typeSentence(_ patterns: [String], _ type: String) -> String? {
        guard !patterns.contains(where: { takes($0, type) }) else { return nil }
        let wanted = "it takes \(joined(patterns.map(\.shown)))"
        guard !type.isEmpty else { return "\(wanted); this event has no type" }
        let article = "aeiouAEIOU".holds(type.prefix(1)) ? "an" : "a"
        return "\(wanted); this event is \(article) \(type.quoted.dropFirst().dropLast())" + hint(type, patterns)
    }

    static func takes(_ pattern: String, _ type: String) -> Bool {
        if pattern == "*" { return true }
        return pattern.hasSuffix(".*") ? type.hasPrefix(pattern.dropLast()) : pattern == type
    }

    private static func hint(_ word: String, _ words: [String]) -> String {
        for other in words {
            if let resemblance = Resemblance(word, other) { return " (\(resemblance.hint))" }
        }
        return ""
    }

    /// `a, b and c`
    static func joined(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }
}
