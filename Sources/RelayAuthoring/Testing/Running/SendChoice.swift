import JSON
import RelayRoutes

/// Sends that are still free to be paired, found by what an expectation says about them.
struct SendChoice {
    private var byName: [Name: [Int]] = [:]
    private var byBody: [Int: [Int]] = [:]
    private var taken: Set<Int> = []

    /// What an expectation says of route and send, as far as it does.
    private struct Name: Hashable {
        let route: String?
        let send: String?
    }

    init(_ columns: [Int], of sends: [RehearsedSend]) {
        for column in columns {
            let send = sends[column]
            for route in [send.route, nil] {
                for name in [send.name, nil] { byName[Name(route: route, send: name), default: []].append(column) }
            }
            if let body = send.request?.bodyValue { byBody[body.likeness, default: []].append(column) }
        }
    }

    /// A free send with the body that is expected, or where the expectation has none or only a part of it, any it names.
    mutating func take(alike expectation: TestEntry.Expectation, _ cost: (Int) -> Int?) -> Int? {
        guard let body = expectation.body, let columns = byBody[body.likeness] else {
            return take(about: expectation, cost)
        }
        return take(among: columns, cost)
    }

    /// The free send of those that the expectation names which costs least, of the first few.
    mutating func take(about expectation: TestEntry.Expectation, _ cost: (Int) -> Int?) -> Int? {
        let name = Name(route: expectation.route?.text, send: expectation.send?.text)
        return take(among: byName[name] ?? [], cost)
    }

    private mutating func take(among columns: [Int], _ cost: (Int) -> Int?) -> Int? {
        var best: (column: Int, cost: Int)?
        for column in columns.lazy.filter({ [taken] in !taken.contains($0) }).prefix(Self.mostLookedAt) {
            guard let cost = cost(column), cost < best?.cost ?? ExpectationFit.impossible else { continue }
            best = (column, cost)
            if cost == 0 { break }
        }
        if let best { taken.insert(best.column) }
        return best?.column
    }

    private static let mostLookedAt = 32
}

extension JSONValue {
    /// The same number for values that a test takes for equal: of members in any order, and but for remarks.
    fileprivate var likeness: Int {
        var hasher = Hasher()
        switch kind {
        case .object:
            let members = members.filter { $0.name != Comment.key }
            hasher.combine(members.reduce(0) { $0 &+ [$1.name.hashValue, $1.value.likeness].hashValue })
        case .array: for element in elements { hasher.combine(element.likeness) }
        case .string: hasher.combine(string)
        case .number: hasher.combine(number)
        case .bool: hasher.combine(bool)
        case .null: break
        }
        return hasher.finalize()
    }
}
