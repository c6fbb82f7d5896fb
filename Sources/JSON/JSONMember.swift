/// A member of an object.
package struct JSONMember: Sendable {
    let document: JSONDocument
    /// The name's entry; the value's is the next.
    let index: Int

    package var value: JSONValue { JSONValue(document: document, index: index + 1) }
    package var name: String { String(decoding: nameBytes, as: UTF8.self) }
    package var nameBytes: [UInt8] { document.text(at: index) }
    /// Where the name begins.
    package var place: JSONPlace { key.place }
    /// The name in the document's bytes, with its quotation marks, as its author spelled it.
    package var nameByteRange: Range<Int> { key.byteRange }
    /// Name, colon and value in the document's bytes.
    package var byteRange: Range<Int> { key.byteRange.lowerBound..<value.byteRange.upperBound }
    var key: JSONValue { JSONValue(document: document, index: index) }
}
