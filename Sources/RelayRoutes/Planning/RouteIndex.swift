/// Finds the routes of a source and type without looking at the others.
package struct RouteIndex: Sendable {
    /// The built-in source, whose events only routes take that name it.
    package static let ownSource = "relay"

    private var bySource: [String: Types] = [:]
    private var anySource = Types()

    /// Positions in the file, in rising order, by the types that they are registered for.
    fileprivate struct Types: Sendable {
        var exact: [String: [Int]] = [:]
        var prefixes: [String: [Int]] = [:]
        var all: [Int] = []
    }

    init(_ routes: [RouteEntry]) {
        for (position, route) in routes.enumerated() where route.isEnabled {
            for source in Set(route.from.map(\.text)) {
                if source == "*" {
                    anySource.add(position, route)
                } else {
                    bySource[source, default: Types()].add(position, route)
                }
            }
        }
    }

    /// The positions of the routes that take events of this source and type, in the order of the file.
    func positions(source: String, type: String) -> [Int] {
        var found = Positions()
        bySource[source]?.add(to: &found, type)
        if source != Self.ownSource { anySource.add(to: &found, type) }
        return found.inOrder
    }

    /// Positions from several lists; of one alone, which is the rule, the list itself.
    fileprivate struct Positions {
        private var all: [Int] = []
        private var isMixed = false

        mutating func add(_ positions: [Int]) {
            guard !positions.isEmpty else { return }
            guard !all.isEmpty else {
                all = positions
                return
            }
            all += positions
            isMixed = true
        }

        /// In rising order, each once.
        var inOrder: [Int] { isMixed ? Set(all).sorted() : all }
    }
}

extension RouteIndex.Types {
    fileprivate mutating func add(_ position: Int, _ route: RouteEntry) {
        for pattern in Set(route.on.map(\.text)) {
            if pattern == "*" {
                all.append(position)
            } else if pattern.hasSuffix(".*") {
                prefixes[String(pattern.dropLast(2)), default: []].append(position)
            } else {
                exact[pattern, default: []].append(position)
            }
        }
    }

    fileprivate func add(to found: inout RouteIndex.Positions, _ type: String) {
        if let exact = exact[type] { found.add(exact) }
        found.add(all)
        guard !prefixes.isEmpty else { return }
        // `lead.*` takes any number of further segments, so each dot may be the one before them.
        for dot in type.utf8.indices where type.utf8[dot] == UInt8(ascii: ".") {
            if let more = prefixes[String(type[..<dot])] { found.add(more) }
        }
    }
}
