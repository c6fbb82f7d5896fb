import CEL
import RelayCore
import RelayRoutes

/// What rehearsals have reached of a route table.
struct CoverageRecord {
    private let table: RouteTable
    private(set) var probe: CoverageProbe
    /// By position in the file.
    private(set) var takenRoutes: Set<Int> = []
    private(set) var refusedRoutes: Set<Int> = []
    private(set) var madeSends: Set<SendPlace> = []
    /// Whose `when` was false once.
    private(set) var refusedSends: Set<SendPlace> = []
    /// Whose `if` was false once.
    private(set) var skippedSends: Set<SendPlace> = []

    /// The positions of a route in the file and of a send in the route.
    struct SendPlace: Hashable {
        let route: Int
        let send: Int
    }

    init(_ table: RouteTable, base: Environment) {
        self.table = table
        probe = CoverageProbe(table, base: base)
    }

    mutating func add(_ rehearsal: Rehearsal) {
        let lookups = rehearsal.sample.lookups.mapValues { Value($0) }
        for (position, event) in rehearsal.events.enumerated() {
            let (early, late) = (table.values(of: event), table.values(of: event, lookups: lookups))
            let sends = rehearsal.sends.filter { $0.event == position }
            for outcome in rehearsal.plans[position].outcomes { add(outcome, sends, early) }
            for send in sends { add(send, late) }
        }
    }

    private mutating func add(_ outcome: Plan.Outcome, _ sends: [RehearsedSend], _ activation: Activation) {
        guard let route = table.routes[outcome.route] else { return }
        switch outcome.result {
        case .stopped: return
        case .refused: refusedRoutes.insert(outcome.route)
        case .taken, .failed: takenRoutes.insert(outcome.route)
        }
        for expression in route.placedConditions { probe.follow(expression, activation) }
        guard outcome.result == .taken else { return }
        let planned = Set(sends.filter { $0.planned.route == outcome.route }.map(\.planned.send))
        for (number, send) in route.sends.enumerated() {
            if let when = send.placedWhen { probe.follow(when, activation) }
            guard !planned.contains(number) else { continue }
            refusedSends.insert(SendPlace(route: outcome.route, send: number))
        }
    }

    private mutating func add(_ rehearsed: RehearsedSend, _ activation: Activation) {
        guard let send = table.send(rehearsed.planned), rehearsed.planned.failure == nil else { return }
        let place = SendPlace(route: rehearsed.planned.route, send: rehearsed.planned.send)
        switch rehearsed.outcome {
        case .lacksLookups: return
        case .skipped: skippedSends.insert(place)
        case .request: madeSends.insert(place)
        case .failed: break
        }
        if let condition = send.placedCondition { probe.follow(condition, activation) }
        guard rehearsed.isMade else { return }
        for expression in send.placedFields { probe.follow(expression, activation) }
    }
}
