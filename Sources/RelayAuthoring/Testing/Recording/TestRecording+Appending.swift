import JSON
import Quotation

extension TestRecording {
    /// A routes file with the test at the end of its tests; everything else stays as it is, byte for byte.
    package func appending(to file: [UInt8]) throws(RecordingError) -> [UInt8] {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(file, duplicates: .lastWins).root
        } catch {
            throw RecordingError("the file is no JSON: \(error.place): \(error.code.fact)", error.code.remedy)
        }
        guard root.kind == .object else {
            throw RecordingError("the file is no object", "Nothing was changed.")
        }
        let insertion = try insertion(into: root, Layout(of: file))
        return file[..<insertion.offset] + Array(insertion.text.utf8) + file[insertion.offset...]
    }

    private func insertion(
        into root: JSONValue,
        _ layout: Layout
    ) throws(RecordingError) -> (offset: Int, text: String) {
        guard let tests = root["tests"] else { return newArray(in: root, layout) }
        guard tests.kind == .array else {
            throw RecordingError("\"tests\" is no list", "Nothing was changed.")
        }
        let elements = Array(tests.elements)
        guard !elements.contains(where: { $0["name"]?.string == name }) else {
            throw RecordingError("there is a test named \(name.quoted) already", "Give it another name.")
        }
        guard let last = elements.last else {
            let outer = layout.indentation(at: tests.byteRange.lowerBound)
            let text = self.text(in: layout, outer + "  ") + layout.newline + outer
            return (tests.byteRange.lowerBound + 1, text)
        }
        let start = last.byteRange.lowerBound
        let indentation = layout.indentation(at: start) + (layout.beginsLine(at: start) ? "" : "  ")
        return (last.byteRange.upperBound, "," + text(in: layout, indentation))
    }

    /// The whole member `tests`, behind all others.
    private func newArray(in root: JSONValue, _ layout: Layout) -> (offset: Int, text: String) {
        let indentation = layout.indentation(at: root.byteRange.lowerBound) + "  "
        let array = "\"tests\": [\(text(in: layout, indentation + "  "))\(layout.newline)\(indentation)]"
        let end = root.members.map(\.byteRange.upperBound).max()
        let start = "\(end == nil ? "" : ",")\(layout.newline)\(indentation)"
        return (end ?? root.byteRange.lowerBound + 1, start + array + (end == nil ? layout.newline : ""))
    }

    private func text(in layout: Layout, _ indentation: String) -> String {
        layout.newline + indentation + text(indentation: indentation, newline: layout.newline)
    }

    /// How a file is laid out.
    private struct Layout {
        private let bytes: [UInt8]
        let newline: String

        init(of bytes: [UInt8]) {
            self.bytes = bytes
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
            newline = end.map { $0 > 0 && bytes[$0 - 1] == 0x0D } == true ? "\r\n" : "\n"
        }

        /// The white space that the line of a byte begins with.
        func indentation(at offset: Int) -> String {
            String(decoding: blanks(beforeLineOf: offset), as: UTF8.self)
        }

        /// Whether nothing but white space stands before a byte on its line.
        func beginsLine(at offset: Int) -> Bool { blanks(beforeLineOf: offset).endIndex == offset }

        private func blanks(beforeLineOf offset: Int) -> ArraySlice<UInt8> {
            let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            return bytes[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        }
    }
}
