import JSON

/// What libFuzzer calls with every input: both policies, and what must hold of a text that was taken or refused.
@c(LLVMFuzzerTestOneInput)
package func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer lends the bytes for the length of this call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let tolerant = verdict(on: bytes, .lastWins)
    let strict = verdict(on: bytes, .refused)
    precondition(tolerant || !strict, "what is refused for a fault of form is refused under both policies")
    return 0
}

private func verdict(on bytes: [UInt8], _ duplicates: JSONDuplicates) -> Bool {
    do throws(JSONError) {
        let document = try JSONDocument(bytes, duplicates: duplicates)
        walk(document.root, in: document)
        rewrite(document)
        precondition(duplicates == .lastWins || !document.repeatsNames, "a repeated name was overlooked")
        precondition(document.repeatedNames().isEmpty == !document.repeatsNames, "a repeated name is not told")
        return true
    } catch {
        precondition((0...bytes.count).contains(error.offset), "an error lies outside of the text")
        precondition(error.place.line >= 1 && error.place.column >= 1, "an error has no place")
        precondition(JSONPointer(error.pointer.description) == error.pointer, "a pointer does not read back")
        return false
    }
}

/// Every value is found again by its pointer and lies within its container.
private func walk(_ value: JSONValue, in document: JSONDocument) {
    precondition(document.root[value.pointer]?.byteRange == value.byteRange, "a pointer leads elsewhere")
    precondition(value == value, "a value is not equal to itself")
    _ = (value.string, value.bool, value.int, value.uint, value.double, value.number)
    for child in value.elements {
        precondition(value.byteRange.contains(child.byteRange.lowerBound), "an element lies outside of its array")
        walk(child, in: document)
    }
    for member in value.members {
        precondition(value[member.name]?.byteRange == member.value.byteRange, "a member is not found by its name")
        walk(member.value, in: document)
    }
}

/// Written again, or laid over itself, a document says what it said.
private func rewrite(_ document: JSONDocument) {
    var writer = JSONWriter()
    writer.value(document.root)
    let merged = JSONMerge(null: .isValue).lay(document.root, over: document.root)
    for text in [writer.bytes, merged] {
        guard let again = try? JSONDocument(text, duplicates: .refused) else {
            preconditionFailure("what was written does not read")
        }
        precondition(again.root == document.root, "what was written says something else")
    }
}
