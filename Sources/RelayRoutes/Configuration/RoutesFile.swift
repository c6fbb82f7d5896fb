package import JSON
import Quotation

/// A routes file as its author wrote it, taken apart but not yet understood.
package struct RoutesFile: Sendable {
    package let root: JSONValue
    package let service: JSONValue?
    package let sources: [SourceEntry]
    package let destinations: [DestinationEntry]
    package let apis: [JSONMember]
    package let tables: [JSONMember]
    package let lookups: [LookupEntry]
    package let routes: [RouteEntry]
    package let tests: [TestEntry]
    /// The sections that could not be read, so that nobody knows what they name.
    package let broken: Set<String>

    /// Reads a file and tells what is wrong with its structure, in the order of the file; a text that is no JSON gives
    /// nothing but that.
    package static func read(_ bytes: [UInt8]) -> (file: RoutesFile?, findings: [Finding]) {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(bytes, duplicates: .lastWins)
        } catch {
            let spot = Spot(place: error.place, pointer: error.pointer)
            return (nil, [Finding(.notJSON, at: spot, error.code.fact, error.code.remedy)])
        }
        var check = ShapeCheck()
        check.check(document.root, .object(.routes))
        let findings = (repeatedKeys(in: document) + check.findings).sortedByPlace()
        return (document.root.kind == .object ? RoutesFile(document.root) : nil, findings)
    }

    private init(_ root: JSONValue) {
        self.root = root
        service = root["service"]
        sources = root.entries("sources").map(SourceEntry.init)
        destinations = root.entries("destinations").map(DestinationEntry.init)
        apis = root.entries("apis")
        tables = root.entries("tables").filter { $0.value.kind == .object }
        lookups = root.entries("lookups").map(LookupEntry.init)
        routes = root.objects("routes").map(RouteEntry.init)
        tests = root.objects("tests").map(TestEntry.init)
        broken = Self.brokenSections(root)
    }

    /// Whether a key may be a section whose name is mistyped.
    package var hasUnknownKeys: Bool { root.entries.contains { ObjectShape.routes.key($0.name) == nil } }

    /// Sections of a wrong kind, or with names that cannot be said; and where a key is unknown, those that are missing, as
    /// it may be one of them.
    private static func brokenSections(_ root: JSONValue) -> Set<String> {
        let sections = ["sources", "destinations", "apis", "tables", "lookups"]
        let hasUnknown = root.entries.contains { ObjectShape.routes.key($0.name) == nil }
        return Set(
            sections.filter { name in
                guard let section = root[name] else { return hasUnknown }
                let isNamed = ["tables", "lookups"].contains(name)
                return section.kind != .object
                    || isNamed && section.entries.contains { !TextForm.identifier.accepts($0.name) }
            }
        )
    }

    /// Remarks may be repeated, anything else may not: the reader would take the last and the author meant both.
    private static func repeatedKeys(in document: JSONDocument) -> [Finding] {
        // Far more than are told, since each remark that is repeated is one of them.
        let repeated = document.repeatedNames(atMost: 10_000).filter { $0.tokens.last?.isSpelled(Comment.key) == false }
        return repeated.prefix(FindingList.most).compactMap { pointer -> Finding? in
            guard let name = pointer.tokens.last else { return nil }
            // The last one counts, so this is its place.
            let object = document.root[JSONPointer(tokens: pointer.tokens.dropLast())]
            guard let member = object?.members.first(where: { $0.name.isSpelled(name) }) else { return nil }
            let fact = "the key \(name.quoted) stands twice in this object"
            return Finding(.repeatedKey, at: Spot(nameOf: member), fact, "Keep one of the two.")
        }
    }
}
