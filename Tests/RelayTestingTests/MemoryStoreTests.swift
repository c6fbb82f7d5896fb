import RelayTesting
import Testing

@Suite("The store in memory")
struct MemoryStoreTests {
    @Test(arguments: DeliveryStoreContract.plainRules)
    func `keeps the contract of the ports`(rule: DeliveryStoreContract.Rule) throws {
        let store = MemoryStore()
        try rule.check(StoreBench(store, queue: store, ledger: store))
    }
}
