import CivilTime
import RelayCore
import RelaySimulation
import RelayStore
import RelayTesting
import Testing

@Suite("A store on a disk that fails for a while")
struct StoreOnBadDiskTests {
    @Test func `forgets sends that were never committed though it could not read`() throws {
        let disk = ForgetfulDisk(seed: 1)
        let store = try SQLiteStore(disk.store())
        _ = try store.commit([.accept([try StoreBench.event("e1", to: ["first"])])], at: StoreBench.moment(0))
        disk.set([.reading, .writing])
        let second = try StoreBench.event("e2", to: ["second"])
        #expect(throws: StoreError.self) { try store.commit([.accept([second])], at: StoreBench.moment(1)) }
        disk.set([])
        _ = try store.commit([.accept([second])], at: StoreBench.moment(2))
        let third = try StoreBench.event("e3", to: ["third"])
        _ = try store.commit([.accept([third])], at: StoreBench.moment(3))
        let found = try StoreReader(disk.store()).deliveries(DeliveryQuery()).map(\.stored.address.send)
        #expect(found == ["third.update", "second.update", "first.update"])
    }
}
