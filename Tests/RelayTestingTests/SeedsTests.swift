import RelayTesting
import Testing

@Suite("Seeds")
struct SeedsTests {
    @Test func `the environment lowers their number and never raises it`() {
        #expect(Seeds.first(200, limit: nil) == 0..<200)
        #expect(Seeds.first(200, limit: "20") == 0..<20)
        #expect(Seeds.first(10, limit: "20") == 0..<10)
    }

    @Test func `the environment says which is the first`() {
        #expect(Seeds.first(200, limit: "1", from: "4711") == 4_711..<4_712)
        #expect(Seeds.first(10, limit: nil, from: "5") == 5..<15)
    }

    @Test func `a limit that is no number stops the tests`() async {
        await #expect(processExitsWith: .failure) { _ = Seeds.first(200, limit: "many") }
        await #expect(processExitsWith: .failure) { _ = Seeds.first(200, limit: "0") }
    }
}
