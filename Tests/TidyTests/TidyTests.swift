import Testing

@Suite("The repository is tidy")
struct TidyTests {
    private static let read = Result { try Repository() }
    let repository: Repository

    init() throws { repository = try Self.read.get() }

    @Test func `every file keeps the rules of the house`() {
        let problems = repository.files.flatMap { Rules.problems(of: $0, modules: repository.modules) }
        #expect(problems == [])
        #expect(repository.files.count > 10, "the sources were not found")
    }

    @Test func `the top level holds only what is allowed`() {
        #expect(Rules.topLevel(repository.topLevel) == [])
        #expect(repository.topLevel.contains("Package.swift"))
    }

    @Test func `the documented target graph is what the sources import`() {
        let imported = TargetGraph(sources: repository.files, modules: repository.modules)
        #expect(documented.differences(from: imported, "House.md", "the source") == [])
    }

    @Test func `the documented target graph is what the manifest declares`() {
        let declared = TargetGraph(manifest: repository["Package.swift"])
        #expect(documented.differences(from: declared, "House.md", "Package.swift") == [])
    }

    @Test func `what ships is compiled without what nobody asked for`() {
        let kits = Policy.kits.union(repository.modules.filter { $0.hasPrefix("Fuzz") })
        let settings = TargetGraph.settings(manifest: repository["Package.swift"])
        let shipping = settings.filter { !kits.contains($0.key) }
        #expect(shipping.count > 20)
        #expect(shipping.filter { !Policy.shippingSettings.contains($0.value) } == [:])
    }

    private var documented: TargetGraph {
        TargetGraph(article: repository["Sources/RelayCore/RelayCore.docc/House.md"])
    }
}
