/// Why what a server sent is not taken for an answer; the connection is of no more use.
package enum AnswerFault: Error, Sendable, Hashable {
    /// It is no answer in HTTP/1.1, or could be read in two ways; the word says why.
    case malformed(word: String)
    /// Its head or its trailers are longer than any that make sense.
    case tooLong

    /// Fields, lengths and chunks are at fault for the same reasons as those of requests.
    init(_ fault: RequestFault) {
        // The status that a fault has is 431 where something is too long, be it bytes or their number.
        self = fault.status == 431 ? .tooLong : .malformed(word: fault.word)
    }
}
