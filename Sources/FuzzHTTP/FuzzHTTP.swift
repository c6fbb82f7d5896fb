import CivilTime
import HTTPWire

/// What libFuzzer calls with every input: its first bytes say how to read the rest and where it is cut, which must change
/// nothing of what it comes to.
@c(LLVMFuzzerTestOneInput)
package func fuzzHTTP(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer lends the bytes for the length of this call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard bytes.count >= 3 else { return 0 }
    let isRaw = bytes[0].isMultiple(of: 2)
    let stream = isRaw ? Array(bytes.dropFirst(3)) : Phrases.expanded(bytes.dropFirst(3))
    let cut = (Int(bytes[1]) << 8 | Int(bytes[2])) % (stream.count + 1)
    let whole = Conversation(stream, cuts: [])
    precondition(whole == Conversation(stream, cuts: [cut]), "a cut changes what is read")
    precondition(
        whole == Conversation(stream, cuts: Array(1..<max(1, stream.count))),
        "single bytes are read otherwise"
    )
    let answer = ReadAnswer(stream, cuts: [])
    precondition(answer == ReadAnswer(stream, cuts: [cut]), "a cut changes what an answer is")
    precondition(
        answer == ReadAnswer(stream, cuts: Array(1..<max(1, stream.count))),
        "single bytes are another answer"
    )
    readTexts(stream)
    return 0
}

/// Forms and dates end in a value or a fault, and a date that is read is written as one that reads the same.
private func readTexts(_ stream: [UInt8]) {
    if let pairs = try? FormDecoding.pairs(in: stream.span, atMost: 8) {
        precondition(pairs.count <= 8, "there are more pairs than allowed")
    }
    guard let moment = Timestamp(httpDate: stream.span, now: .latest) else { return }
    precondition(Timestamp(httpDate: moment.httpDate, now: .earliest) == moment, "a date does not read back")
}
