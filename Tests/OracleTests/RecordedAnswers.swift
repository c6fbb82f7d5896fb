import Foundation
import JSON

/// Answers of the reference that were written down, for where it cannot be asked: a line with an expression, a line with
/// its answer, and so on.
enum RecordedAnswers {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/cel-reference.jsonl")

    static func load() throws -> [(sample: Sample, theirs: Answer)] {
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { Array($0) }
        return try stride(from: 0, to: lines.count - 1, by: 2).map { index in
            (try Sample(line: lines[index]), try Answer(line: lines[index + 1]))
        }
    }

    static func save(_ answers: [(sample: Sample, line: [UInt8])]) throws {
        var lines = Data()
        for (sample, line) in answers { lines += sample.line + [UInt8(ascii: "\n")] + line + [UInt8(ascii: "\n")] }
        try lines.write(to: file)
    }
}
