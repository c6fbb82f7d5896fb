import Foundation
import RelayTesting

/// The independent implementation, in a process of its own.
final class Reference {
    // Once for all tests, which run side by side.
    private static let package = Task {
        try await PythonPackage(name: "cel-expr-python", version: "0.1.3").installed()
    }

    private let process: ChildProcess
    private var linesRead = 0

    /// Installs the implementation where it is not yet, and starts it.
    init(variables: [CELVariable]) async throws {
        let folder = try await Self.package.value
        // As an argument: a file that all tests write, one of them would read while another writes it.
        let arguments = ["-c", ReferenceScript.text]
        process = try ChildProcess(folder.appending(path: "bin/python").path, arguments, input: .later)
        let types = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.type.name) })
        try await send(Array(JSONEncoder().encode(types)))
    }

    /// Hands a batch over; the answers are worked out meanwhile.
    func send(batch: [Sample]) async throws {
        try await send(batch.flatMap { $0.line + [UInt8(ascii: "\n")] })
    }

    private func send(_ lines: [UInt8]) async throws {
        try await process.write(lines + [UInt8(ascii: "\n")])
    }

    /// The answers to a batch of so many, as lines.
    func receive(_ count: Int) async throws -> [[UInt8]] {
        let (first, end) = (linesRead, linesRead + count)
        linesRead = end
        do {
            return try await process.output.wait { $0.lineCount >= end }.lines(first..<end)
        } catch is Happenings<Printed>.Over {
            let errors = await process.errors.atEnd()
            let status = try await process.end()
            throw ReferenceFailure("the reference ended with \(status), and without \(count) answers: \(errors.lines)")
        }
    }
}

/// Why the independent implementation gives no answers.
struct ReferenceFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
