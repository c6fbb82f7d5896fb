import Foundation
import Glibc
import LinuxIO

/// A program that a test has started, which is killed when nobody needs it any more.
///
/// It shares nothing with this process and with other children but what it is given. What waits here for it, waits on
/// threads of its own: those that tests run on are few.
package final class ChildProcess: Sendable {
    /// What it has printed, where that is captured; nothing more comes once all who hold the other end have ended.
    package let output = Happenings(Printed())
    package let errors = Happenings(Printed())
    /// The exit status, or the number of the signal that killed it, negated; nil while it runs.
    package let ended: Happenings<Int32?>
    private let life: ChildLife
    private let input: Lock<Descriptor?>

    /// What it reads from its standard input.
    package enum Input: Sendable, Equatable {
        case nothing
        case bytes([UInt8])
        /// What `write` is given, until `endInput` or the end of the `ChildProcess`.
        case later
    }

    /// Where it prints to; what is discarded goes to `/dev/null`.
    package enum Output: Sendable { case captured, discarded }

    /// Where it prints errors to: merged ones come among the output.
    package enum Errors: Sendable { case captured, discarded, merged }

    /// Starts a program, which is searched for in `PATH` where its name has no slash.
    ///
    /// `environment` are all the variables that it has, and `folder` is the one that it works in; nil stands for those
    /// of this process.
    package init(
        _ program: String,
        _ arguments: [String] = [],
        input: Input = .nothing,
        output: Output = .captured,
        errors: Errors = .captured,
        environment: [String: String]? = nil,
        folder: String? = nil
    ) throws {
        let inputPipe = input == .nothing ? nil : try Descriptor.pipe()
        let outputPipe = output == .captured ? try Descriptor.pipe() : nil
        let errorPipe = errors == .captured ? try Descriptor.pipe() : nil
        let start = ChildStart(
            program: program,
            arguments: arguments,
            environment: environment ?? ProcessInfo.processInfo.environment,
            folder: folder,
            streams: [
                inputPipe?.reading, outputPipe?.writing, errors == .merged ? outputPipe?.writing : errorPipe?.writing,
            ]
        )
        let life = ChildLife(try start.run())
        (self.life, ended) = (life, life.ended)
        self.input = Lock(input == .later ? inputPipe?.writing : nil)
        _ = try LinuxIO.Thread(name: "child's end") { life.awaitEnd() }
        try Self.read(outputPipe?.reading, into: self.output)
        try Self.read(errorPipe?.reading, into: self.errors)
        if case .bytes(let bytes) = input, let writing = inputPipe?.writing {
            _ = try LinuxIO.Thread(name: "child's input") { writing.writeAll(bytes) }
        }
    }

    deinit { signal(SIGKILL) }

    private static func read(_ end: Descriptor?, into printed: Happenings<Printed>) throws {
        guard let end else { return printed.end() }
        _ = try LinuxIO.Thread(name: "child's output") {
            end.readAll { chunk in printed.note { $0.add(chunk) } }
            printed.end()
        }
    }

    // MARK: What it reads

    /// Hands bytes to a program whose input comes later; they are lost where it does not read any more.
    package func write(_ bytes: [UInt8]) async throws {
        guard let end = input.withLock({ $0 }) else { preconditionFailure("the program's input has ended") }
        try await elsewhere { end.writeAll(bytes) }
    }

    /// Ends an input that comes later.
    package func endInput() { input.withLock { $0 = nil } }

    // MARK: Its end

    /// Sends a signal, unless it has ended.
    package func signal(_ number: Int32) { life.signal(number) }

    /// Waits for its end: the exit status, or the number of the signal that killed it, negated.
    @discardableResult
    package func end() async throws -> Int32 { try await ended.wait { $0 != nil } ?? 0 }
}
