import HTTPWire

/// What libFuzzer calls with every input: the first two bytes say where the rest is cut, and the cut must change nothing.
@c(LLVMFuzzerTestOneInput)
package func fuzzHTTP(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer lends the bytes for the length of this call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard bytes.count >= 2 else { return 0 }
    let stream = Array(bytes.dropFirst(2))
    let cut = (Int(bytes[0]) << 8 | Int(bytes[1])) % (stream.count + 1)
    let whole = Conversation(stream, cuts: [])
    precondition(whole == Conversation(stream, cuts: [cut]), "a cut changes what is read")
    precondition(
        whole == Conversation(stream, cuts: Array(1..<max(1, stream.count))),
        "single bytes are read otherwise"
    )
    return 0
}
