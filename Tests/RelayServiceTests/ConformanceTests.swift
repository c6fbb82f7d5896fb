import CEL
import Foundation
import JSON
import RelayService
import Testing

/// The official conformance cases, where they lie beside the project; a clone alone does not have them.
private enum ConformanceCases {
    static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/cel/conformance.json").standardizedFileURL

    static var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

    static func load() throws -> [JSONValue] {
        Array(try JSONDocument(Array(Data(contentsOf: file))).root.elements)
    }
}

@Suite("Official conformance cases")
struct ConformanceTests {
    @Test(
        .enabled(
            if: ConformanceCases.isThere,
            "the cases lie beside the project, in shared/cel, and are not part of it"
        )
    )
    func `every case gives the value or the error that it asks for`() throws {
        let batch = try BatchEvaluation()
        let cases = try ConformanceCases.load()
        try #require(cases.count > 100, "a file that holds less is not the one that is meant")
        for example in cases {
            let answer = try JSONDocument(batch.answer(example.source)).root
            let name = example["name"]?.string ?? ""
            guard let wanted = example["value"] else {
                #expect(answer["error"] != nil, "\(name) should fail")
                continue
            }
            let value = try answer["value"].map { try TypedValue.read($0) }
            let expected = try TypedValue.read(wanted)
            #expect(
                value.map { $0.isSame(as: expected) } ?? false,
                "\(name): \(example["expr"]?.string ?? "") gave \(String(decoding: answer.source, as: UTF8.self))"
            )
        }
    }
}

extension Value {
    /// As equality, but of one type, and NaN is the same as NaN.
    fileprivate func isSame(as other: Value) -> Bool {
        if case .double(let left) = self, case .double(let right) = other, left.isNaN, right.isNaN { return true }
        return typeName == other.typeName && self == other
    }
}
