import HTTPWire

/// All that a server's bytes came to as the answer to one request.
struct ReadAnswer: Equatable {
    private var head: [String] = []
    private var body: [UInt8] = []
    private var isWhole = false
    private var fault: AnswerFault?

    /// Feeds the stream in pieces that end at the cuts.
    init(_ stream: [UInt8], cuts: [Int]) {
        var parser = AnswerParser()
        var start = 0
        do throws(AnswerFault) {
            for end in cuts + [stream.count] where !isWhole {
                try feed(stream.span.extracting(start..<end), to: &parser)
                start = end
            }
        } catch {
            // How much of the body was handed out before depends on the cuts.
            body = []
            fault = error
        }
    }

    private mutating func feed(_ input: Span<UInt8>, to parser: inout AnswerParser) throws(AnswerFault) {
        var start = 0
        while !isWhole, let event = try parser.take(input, at: &start) {
            precondition(start <= input.count, "more is taken than there is")
            switch event {
            case .head(let answer):
                precondition((200...999).contains(answer.status), "an interim answer stands for the last")
                head = ["\(answer.status) \(answer.framing) \(answer.keepsAlive)"]
                for field in answer.fields { head += [field.name, field.value] }
            case .body(let piece):
                for index in piece { body.append(input[index]) }
            case .end: isWhole = true
            }
        }
        precondition(isWhole || start == input.count, "bytes are left where more is needed")
    }
}
