import JSON
import RelayRoutes
import RelayTesting
import Testing

@Suite("Any change to any lead")
struct RecordMergePropertyTests {
    /// A lead, a change to it, and the body that came of them.
    private struct Write {
        let merge: RecordMerge
        let record: JSONValue
        let change: JSONValue
        let bytes: [UInt8]
        let body: JSONValue

        init(seed: UInt64) throws {
            var generator = LeadGenerator(seed: seed)
            merge = try LeadpingContract.merge()
            record = try JSONDocument(generator.lead(), duplicates: .refused).root
            change = try JSONDocument(generator.change(to: record), duplicates: .refused).root
            bytes = try merge.body(record: record, change: change, identifier: "l1")
            body = try JSONDocument(bytes, duplicates: .refused).root
        }
    }

    private static let seeds = Seeds.first(1_000)
    /// What the contract puts in.
    private static let filled = ["tagIds", "tagNames"]

    @Test(arguments: seeds)
    func `what the change does not name is there byte for byte, and in its order`(seed: UInt64) throws {
        let write = try Write(seed: seed)
        let stays = write.record.members.filter { !LeadpingContract.removed.contains($0.name) }
        expectKept(stays, write.change, write.body)
        let added = write.change.members.map(\.name).filter { write.record[$0] == nil && !Self.filled.contains($0) }
        let names = write.body.members.map(\.name).filter { !Self.filled.contains($0) }
        #expect(names == stays.map(\.name) + added)
    }

    private func expectKept(_ members: [JSONMember], _ change: JSONValue, _ body: JSONValue) {
        for member in members {
            switch change[member.name] {
            case nil: #expect(body[member.name]?.source == member.value.source)
            case let change? where change.kind == .object && member.value.kind == .object:
                guard let body = body[member.name] else {
                    Issue.record("\(member.name) is missing")
                    continue
                }
                expectKept(Array(member.value.members), change, body)
            case let change?:
                // An object that is laid over no object is written anew, its blanks are not kept.
                #expect(change.kind == .object || body[member.name]?.source == change.source)
                #expect(body[member.name] == change)
            }
        }
    }

    @Test(arguments: seeds)
    func `what the change names is there, to any depth`(seed: UInt64) throws {
        let write = try Write(seed: seed)
        expectMade(write.change, write.body)
    }

    private func expectMade(_ change: JSONValue, _ body: JSONValue?) {
        guard change.kind == .object else {
            #expect(body?.source == change.source)
            return
        }
        #expect(body?.kind == .object)
        for member in change.members { expectMade(member.value, body?[member.name]) }
    }

    @Test(arguments: seeds)
    func `no consent changes`(seed: UInt64) throws {
        let write = try Write(seed: seed)
        for path in LeadpingContract.protected { #expect(write.body[path]?.source == write.record[path]?.source) }
    }

    @Test(arguments: seeds)
    func `what the API does not take back is gone at the top and there below it`(seed: UInt64) throws {
        let write = try Write(seed: seed)
        for name in LeadpingContract.removed { #expect(write.body[name] == nil) }
        for path in ["/metadata/createdAt", "/contact/phone/lookup/createdAt"].compactMap(JSONPointer.init(_:))
        where write.change[path] == nil && write.change[JSONPointer(tokens: [path.tokens[0]])] == nil {
            #expect(write.body[path]?.source == write.record[path]?.source)
        }
    }

    @Test(arguments: seeds)
    func `tags are written as their identifiers`(seed: UInt64) throws {
        let write = try Write(seed: seed)
        let own = write.record["tags"]?.elements.map { $0["id"]?.string } ?? []
        #expect(write.body["tagIds"]?.elements.map(\.string) == write.change["tagIds"]?.elements.map(\.string) ?? own)
        #expect(write.body["tagNames"] == (try write.change["tagNames"] ?? JSONDocument("[]").root))
    }

    @Test(arguments: seeds)
    func `the same change over the body gives the same body`(seed: UInt64) throws {
        let write = try Write(seed: seed)
        let again = try write.merge.body(record: write.body, change: write.change, identifier: "l1")
        #expect(String(decoding: again, as: UTF8.self) == String(decoding: write.bytes, as: UTF8.self))
    }

    @Test(arguments: seeds)
    func `a difference names every place of the change that is new and no other`(seed: UInt64) throws {
        let write = try Write(seed: seed)
        let paths = Set(write.merge.difference(from: write.record, written: write.body))
        for path in paths { #expect(write.change[path] != nil, "\(path)") }
        var leaves: [JSONPointer] = []
        collectLeaves(of: write.change, at: JSONPointer(), &leaves)
        for leaf in leaves where !Self.filled.contains(leaf.tokens[0]) && write.record[leaf] != write.change[leaf] {
            #expect((0...leaf.tokens.count).contains { paths.contains(JSONPointer(tokens: Array(leaf.tokens[..<$0]))) })
        }
    }

    private func collectLeaves(of value: JSONValue, at pointer: JSONPointer, _ leaves: inout [JSONPointer]) {
        guard value.kind == .object else { return leaves.append(pointer) }
        for member in value.members {
            collectLeaves(of: member.value, at: pointer.appending(member.name), &leaves)
        }
    }

    @Test(arguments: seeds)
    func `a body that was taken over whole is what verifying asks for`(seed: UInt64) throws {
        let write = try Write(seed: seed)
        #expect(write.merge.verify(write.change, before: write.record, after: write.body).isEmpty)
        #expect(write.merge.hasMoved(from: write.record, to: write.record) == nil)
    }
}
