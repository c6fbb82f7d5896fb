import RelayTesting
import Testing

@Suite("The SQLite engine")
struct ContractTests {
    @Test(arguments: DeliveryStoreContract.rules)
    func `keeps the contract of the ports`(rule: DeliveryStoreContract.Rule) throws {
        let temporary = try TemporaryStore()
        try rule.check(temporary.bench)
    }
}
