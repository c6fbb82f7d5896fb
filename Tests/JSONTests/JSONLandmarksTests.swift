import JSON
import Testing

@Suite("Places in long texts")
struct JSONLandmarksTests {
    /// A list whose elements differ in length, some behind a line break, some with characters of several bytes.
    private static func text(_ count: Int) -> String {
        let elements = (0..<count).map { number in
            let padding = String(repeating: number.isMultiple(of: 3) ? "é" : "x", count: number % 17)
            return (number.isMultiple(of: 5) ? "\n" : " ") + "\"\(padding)\""
        }
        return "[\(elements.joined(separator: ","))]"
    }

    /// Line and column of a byte, counted from the beginning.
    private static func place(of offset: Int, in bytes: [UInt8]) -> String {
        let before = bytes[..<offset]
        let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return "\(line):\(1 + before[start...].count { $0 & 0xC0 != 0x80 })"
    }

    @Test(arguments: [10, 700, 800, 3_000])
    func `are those that counting from the beginning gives`(count: Int) throws {
        let document = try JSONDocument(Self.text(count))
        for element in document.root.elements {
            let offset = element.byteRange.lowerBound
            #expect(element.place.description == Self.place(of: offset, in: document.bytes), "byte \(offset)")
        }
    }

    @Test(arguments: [255, 256, 2_000, 5_000])
    func `have pointers that lead back to them`(count: Int) throws {
        let list = "[" + (0..<count).map { "{\"a\":[\($0)]}" }.joined(separator: ",") + "]"
        let root = try JSONDocument("{\"first\":\(list),\"second\":\(list)}").root
        for name in ["first", "second"] {
            let elements = try #require(root[name]).elements
            for (number, element) in elements.enumerated() {
                #expect(element.pointer.description == "/\(name)/\(number)")
                #expect(element["a"]?[0]?.pointer.description == "/\(name)/\(number)/a/0")
            }
        }
    }

    @Test func `in one long line are columns`() throws {
        let text = "[" + String(repeating: "0,", count: 20_000) + "1]"
        let last = try #require(Array(try JSONDocument(text).root.elements).last)
        #expect(last.place.description == "1:40002")
    }
}
