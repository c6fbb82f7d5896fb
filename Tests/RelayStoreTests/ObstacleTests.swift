import RelayCore
import RelayStore
import RelayTesting
import Testing

@Suite("What a newer delivery makes needless")
struct ObstacleTests {
    private let temporary: TemporaryStore
    private var bench: StoreBench { temporary.bench }

    init() throws { temporary = try TemporaryStore() }

    private func event(_ id: String, _ lead: String, _ occurred: Int64) throws -> NewEvent {
        try StoreBench.event(id, lead: lead, occurred: occurred, rules: SendRules(order: .latest))
    }

    private func letter(of lead: String) throws -> StoredDelivery {
        let dead = try bench.dead(try event("dead \(lead)", lead, -20))
        var query = DeliveryQuery()
        query.id = dead.id
        return try #require(try temporary.reader.deliveries(query).first).stored
    }

    @Test func `is told of many by one look at what waits`() throws {
        let letters = try ["ann", "bob", "eve"].map(letter)
        for occurred in [Int64(-10), -15] { _ = try bench.accept(try event("ann \(occurred)", "ann", occurred)) }
        _ = try bench.accept(try event("old", "eve", -30))
        let obstacle = temporary.reader.obstacles()
        let found = try letters.map { try obstacle($0) }
        #expect(found.map { $0?.cause } == ["superseded", nil, nil])
        #expect(try letters.map { try temporary.reader.obstacle(to: $0) } == found)
        _ = try bench.accept(try event("bob", "bob", -10))
        #expect(try obstacle(letters[1]) == nil)
        #expect(try temporary.reader.obstacles()(letters[1])?.cause == "superseded")
    }
}
