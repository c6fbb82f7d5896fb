import RelayRoutes
import RelayTesting
import Testing

@Suite("A right file")
struct RoutesSampleTests {
    @Test func `a whole file has no findings`() throws {
        let read = RoutesFile.read(Array(RoutesSample.whole.utf8))
        #expect(read.findings.map(\.description) == [])
        let file = try #require(read.file)
        #expect(file.sources.map(\.name) == ["sendpilot", "crm", "hub"])
        #expect(file.routes.map(\.shownName) == ["deal closed", "all to the other"])
    }
}
