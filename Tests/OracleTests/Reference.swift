import Foundation
import RelayTesting

/// The independent implementation, in a process of its own.
final class Reference {
    // Once for all tests, which run side by side.
    private static let package = Result { try PythonPackage(name: "cel-expr-python", version: "0.1.3").installed() }

    private let process = Process()
    private let requests = Pipe()
    private let answers = Pipe()
    private var unread = Data()

    /// Installs the implementation where it is not yet, and starts it.
    init(variables: [CELVariable]) throws {
        let folder = try Self.package.get()
        let script = folder.appending(path: "reference.py")
        try Data(ReferenceScript.text.utf8).write(to: script)
        process.executableURL = folder.appending(path: "bin/python")
        process.arguments = [script.path]
        process.standardInput = requests
        process.standardOutput = answers
        try process.run()
        let types = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.type.name) })
        try send(JSONEncoder().encode(types))
    }

    deinit {
        try? requests.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Hands a batch over; the answers are worked out meanwhile.
    func send(batch: [Sample]) throws {
        var lines = Data()
        for sample in batch { lines += Data(sample.line) + Data("\n".utf8) }
        try send(lines)
    }

    private func send(_ lines: Data) throws {
        try requests.fileHandleForWriting.write(contentsOf: lines + Data("\n".utf8))
    }

    /// The answers to a batch of so many, as lines.
    func receive(_ count: Int) throws -> [[UInt8]] {
        try (0..<count).map { _ in try Array(nextLine()) }
    }

    private func nextLine() throws -> Data {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread = unread[unread.index(after: end)...] }
                return unread[unread.startIndex..<end]
            }
            let more = answers.fileHandleForReading.availableData
            guard !more.isEmpty else { throw ReferenceFailure("the reference ended in the middle of a batch") }
            unread = Data(unread) + more
        }
    }
}

/// Why the independent implementation gives no answers.
struct ReferenceFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
