import CEL
import JSON
import Quotation
import RelayRoutes

/// Goes through a route table and holds each part against what was reached.
struct CoverageSurvey {
    private let table: RouteTable
    private let record: CoverageRecord
    private var unreached: [(start: Int, part: Coverage.Unreached)] = []
    private var routes = Tally()
    private var sends = Tally()
    private var conditions = Tally()
    private var entries = Tally()
    private var branches = Tally()

    private struct Tally {
        var reached = 0
        var total = 0

        mutating func add(_ isReached: Bool) {
            total += 1
            if isReached { reached += 1 }
        }
    }

    init(_ table: RouteTable, _ record: CoverageRecord) {
        self.table = table
        self.record = record
    }

    mutating func coverage() -> Coverage {
        for (position, route) in table.routes.enumerated() {
            if let route, route.entry.isEnabled { survey(route, at: position) }
        }
        surveyTables()
        return Coverage(
            counts: [
                count("routes", routes), count("sends", sends), count("conditions", conditions),
                count("entries", entries), count("branches", branches),
            ],
            switchedOff: table.file.routes.count { !$0.isEnabled },
            unreached: unreached.sorted { $0.start < $1.start }.map(\.part)
        )
    }

    private func count(_ name: String, _ tally: Tally) -> Coverage.Count {
        Coverage.Count(name: name, reached: tally.reached, total: tally.total)
    }

    private mutating func add(_ kind: Coverage.Unreached.Kind, _ json: JSONValue, _ fact: String, spot: Spot? = nil) {
        let part = Coverage.Unreached(kind: kind, spot: spot ?? Spot(json), fact: fact)
        unreached.append((json.byteRange.lowerBound, part))
    }

    // MARK: Routes

    private mutating func survey(_ route: Route, at position: Int) {
        let name = route.name.quoted
        let isTaken = record.takenRoutes.contains(position)
        routes.add(isTaken)
        // What lies in a route that is never taken is counted, but needs no line of its own.
        if !isTaken { add(.routeNeverTaken, route.entry.json, "no test takes the route \(name)") }
        if let when = route.entry.when {
            let isRefused = record.refusedRoutes.contains(position)
            let fact = "in no test is the \"when\" of the route \(name) false"
            surveyCondition(when, isRefused, .neverRefused, isTaken ? fact : nil)
        }
        for expression in route.placedConditions { surveyBranches(of: expression, isTold: isTaken) }
        for (number, send) in route.sends.enumerated() {
            survey(send, CoverageRecord.SendPlace(route: position, send: number), name, isTold: isTaken)
        }
    }

    private mutating func survey(
        _ send: Send,
        _ place: CoverageRecord.SendPlace,
        _ route: String,
        isTold: Bool
    ) {
        let name = "\(send.name.quoted) of the route \(route)"
        let isMade = record.madeSends.contains(place)
        sends.add(isMade)
        if isTold, !isMade { add(.sendNeverMade, send.entry.json, "no test makes the send \(name)") }
        if let when = send.entry.when {
            let fact = "in no test is the \"when\" of \(name) false"
            surveyCondition(when, record.refusedSends.contains(place), .neverRefused, isMade ? fact : nil)
        }
        if let condition = send.entry.condition {
            let fact = "in no test is the \"if\" of \(name) false"
            surveyCondition(condition, record.skippedSends.contains(place), .neverSkipped, isMade ? fact : nil)
        }
        for expression in [send.placedWhen, send.placedCondition].compactMap({ $0 }) + send.placedFields {
            surveyBranches(of: expression, isTold: isMade)
        }
    }

    private mutating func surveyCondition(
        _ word: Word,
        _ wasFalse: Bool,
        _ kind: Coverage.Unreached.Kind,
        _ fact: String?
    ) {
        conditions.add(wasFalse)
        if let fact, !wasFalse { add(kind, word.json, fact) }
    }

    private mutating func surveyBranches(of expression: PlacedExpression, isTold: Bool) {
        for part in expression.program.expression.freeParts {
            guard case .conditional(let condition, _, _) = part.kind else { continue }
            let taken = record.probe.taken[expression.place(of: part)] ?? []
            for side in [true, false] {
                branches.add(taken.contains(side))
                guard isTold, !taken.contains(side) else { continue }
                let text = expression.program.source.slice(condition.range).quoted
                let fact = "in no test is \(text) \(side) here"
                add(.branchNeverTaken, expression.json, fact, spot: expression.spot(of: part))
            }
        }
    }

    // MARK: Tables

    private mutating func surveyTables() {
        let usage = TableUsage(table)
        let inline = Set(table.file.tables.filter { !$0.isFileTable }.map(\.name))
        for table in table.tables where inline.contains(table.name) {
            guard let keys = usage.keys(of: table.name, record.probe) else { continue }
            for entry in table.entries {
                entries.add(keys.contains(entry.key))
                guard !keys.contains(entry.key), let json = self.table.file.root[entry.spot.pointer] else { continue }
                let fact = "no test uses the entry \(entry.key.quoted) of the table \(table.name.quoted)"
                add(.entryNeverUsed, json, fact)
            }
        }
    }
}

/// How the expressions of a file ask tables for their entries.
private struct TableUsage {
    private var looked: Set<String> = []
    private var asked: Set<String> = []

    init(_ table: RouteTable) {
        for route in table.routes.compactMap({ $0 }) where route.entry.isEnabled {
            for part in route.placedExpressions.flatMap(\.program.expression.freeParts) {
                if let table = part.tableIndex?.table ?? part.tableField?.table { looked.insert(table) }
                if let table = part.tableQuestion?.table { asked.insert(table) }
            }
        }
    }

    /// The keys that were used; nil for a table of which this cannot be said. Where nothing is looked up in it, a table
    /// serves as a set, and to be asked for is to be used.
    func keys(of table: String, _ probe: CoverageProbe) -> Set<String>? {
        if looked.contains(table) { return probe.looked[table] ?? [] }
        return asked.contains(table) ? probe.asked[table] ?? [] : nil
    }
}
