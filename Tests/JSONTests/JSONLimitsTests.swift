import JSON
import Testing

@Suite("JSON limits")
struct JSONLimitsTests {
    @Test func `the standard depth is 128`() {
        #expect(JSONLimits.standard.depth == 128)
    }
}
