import Foundation
import JSON
import RelayLog
import RelayService
import Testing

@Suite("The file of dead letters")
struct DeadLetterFileTests {
    private let ledger = ScriptedLedger()

    /// Runs the body with the path of a file in a folder of its own.
    private func with(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "letters-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appending(path: "dead-letters.jsonl").path())
    }

    private func file(_ path: String, sizeLimit: Int = 1 << 20) -> DeadLetterFile {
        let log = Log(format: .json, time: { "" }) { _ in }
        return DeadLetterFile(path: path, sizeLimit: sizeLimit, ledger: ledger, log: log)
    }

    private func numbers(_ path: String) throws -> [Int64] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            try #require(JSONDocument(Array(line.utf8)).root["number"]?.int)
        }
    }

    @Test func `has a line for each, in order and once`() throws {
        try with { path throws in
            let letters = file(path)
            for count in [0, 3, 3, 1_203] {
                ledger.count = count
                letters.write()
                #expect(try numbers(path) == Array(0..<Int64(count)).map { $0 + 1 })
            }
            file(path).write()
            #expect(ledger.read == 1_203)
            #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("what somebody wrote"))
        }
    }

    @Test(arguments: [1, 20, 400])
    func `goes on behind the last whole line after a crash`(cut: Int) throws {
        try with { path throws in
            ledger.count = 5
            file(path).write()
            let bytes = try Data(contentsOf: URL(filePath: path))
            try bytes.dropLast(cut).write(to: URL(filePath: path))
            file(path).write()
            #expect(try numbers(path) == [1, 2, 3, 4, 5])
        }
    }

    @Test func `makes room for a new file, and keeps five`() throws {
        try with { path throws in
            let letters = file(path, sizeLimit: 1)
            for count in 1...8 {
                ledger.count = count
                letters.write()
            }
            let kept = [path] + (1...5).map { "\(path).\($0)" }
            #expect(try kept.map(numbers) == [[8], [7], [6], [5], [4], []])
        }
    }

    @Test func `writes nothing again where a crash came between two files`() throws {
        try with { path throws in
            ledger.count = 3
            file(path).write()
            try FileManager.default.moveItem(atPath: path, toPath: "\(path).1")
            ledger.count = 4
            file(path).write()
            #expect(try numbers(path) == [4])
        }
    }

    @Test func `knows from the file how far it came when writing failed`() throws {
        try with { path throws in
            let letters = file(path)
            ledger.count = 2
            letters.write()
            let aside = "\(path).aside"
            try FileManager.default.moveItem(atPath: path, toPath: aside)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            ledger.count = 3
            letters.write()
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: aside, toPath: path)
            letters.write()
            #expect(try numbers(path) == [1, 2, 3])
        }
    }
}
