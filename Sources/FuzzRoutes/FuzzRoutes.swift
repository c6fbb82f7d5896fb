import CEL
import CivilTime
import JSON
import RelayCore
import RelayRoutes

/// Takes any bytes for a routes file, for a piece of one, and for a value in one: read, built, planned and rendered.
@c(LLVMFuzzerTestOneInput)
package func fuzzRoutes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer lends the bytes for the length of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = bytes.first else { return 0 }
    let rest = Array(bytes.dropFirst())
    switch Int(choice) % (RoutesFrame.slots.count + 2) {
    case 0: hold(rest)
    case 1: hold(RoutesFrame.spliced(rest))
    case let slot: hold(RoutesFrame.filled(RoutesFrame.slots[slot - 2], with: rest))
    }
    return 0
}

private func hold(_ bytes: [UInt8]) {
    let read = RoutesFile.read(bytes)
    hold(read.findings)
    precondition(read.findings.sortedByPlace() == read.findings, "the findings are not in the order of the file")
    precondition(read.findings.count <= 201, "more is told than anybody reads")
    guard let file = read.file else { return precondition(!read.findings.isEmpty, "a file is missing without a word") }
    // Also a file with findings is built, so that all its faults are told at once.
    let built = RouteTableBuilder.build(file, catalogue: catalogue, base: environment)
    hold(built.findings)
    guard let body else { preconditionFailure("the event is no JSON") }
    for (_, source) in built.table.sources.sorted(by: { $0.key < $1.key }).prefix(8) {
        let events = source.events(body: body, headers: ["x-id": "7"], receivedAt: .latest) { _ in "digest" }
        for event in events.prefix(4) { carryOut(event, built.table) }
    }
}

/// Every finding has its place and its words, in one line.
private func hold(_ findings: [Finding]) {
    for finding in findings {
        precondition(finding.place.line >= 1 && finding.place.column >= 1, "a finding has no place")
        precondition(!finding.fact.isEmpty, "a finding has no words")
        precondition(!finding.description.utf8.contains(UInt8(ascii: "\n")), "a finding breaks its line")
    }
}

private func carryOut(_ event: Event, _ table: RouteTable) {
    let plan = table.plan(event)
    precondition(plan.outcomes.allSatisfy { table.routes.indices.contains($0.route) }, "a plan names no route")
    for planned in plan.sends where planned.failure == nil {
        _ = try? table.render(planned, for: event, lookups: ["lead": .string("l1")], key: "key")
    }
}

private let environment = Environment()

private let catalogue = Catalogue(contracts: [:], presets: [:], answers: nil)

private let body = try? JSONDocument(
    #"{"id":"e1","type":"deal.won","lead":"l1","at":"2026-02-20T18:39:49Z","big":123456789012345678901,"tags":["a",""],"none":null,"a":1,"a":2}"#
).root
