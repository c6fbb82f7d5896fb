extension ChildProcess {
    /// What came of a program that has ended.
    package struct Outcome: Sendable, Equatable {
        /// The exit status, or the number of the signal that killed it, negated.
        package let status: Int32
        package let outputBytes: [UInt8]
        package let errorBytes: [UInt8]

        package init(status: Int32, output: [UInt8], errors: [UInt8]) {
            self.status = status
            outputBytes = output
            errorBytes = errors
        }

        package init(status: Int32, output: String, errors: String) {
            self.init(status: status, output: Array(output.utf8), errors: Array(errors.utf8))
        }

        package var output: String { String(decoding: outputBytes, as: UTF8.self) }
        package var errors: String { String(decoding: errorBytes, as: UTF8.self) }
    }

    /// A program that should have succeeded, and what it printed.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs a program to its end; one that the caller's task does not wait for any more is killed.
    package static func run(
        _ program: String,
        _ arguments: [String] = [],
        input: Input = .nothing,
        output: Output = .captured,
        errors: Errors = .captured,
        environment: [String: String]? = nil,
        folder: String? = nil
    ) async throws -> Outcome {
        let child = try ChildProcess(
            program,
            arguments,
            input: input,
            output: output,
            errors: errors,
            environment: environment,
            folder: folder
        )
        let status = try await child.end()
        return Outcome(
            status: status,
            output: await child.output.atEnd().bytes,
            errors: await child.errors.atEnd().bytes
        )
    }

    /// Runs a program that must succeed, and returns what it printed.
    @discardableResult
    package static func succeed(
        _ program: String,
        _ arguments: [String] = [],
        input: Input = .nothing,
        errors: Errors = .captured,
        environment: [String: String]? = nil,
        folder: String? = nil
    ) async throws -> Outcome {
        let outcome = try await run(
            program,
            arguments,
            input: input,
            errors: errors,
            environment: environment,
            folder: folder
        )
        guard outcome.status == 0 else {
            let printed = outcome.errorBytes.isEmpty ? outcome.output : outcome.errors
            throw Failure(description: "\(program) ended with \(outcome.status): \(printed)")
        }
        return outcome
    }
}
