import HTTPWire

/// All that a connection's bytes came to: each request, and the fault or the rest that the last one left.
struct Conversation: Equatable {
    private var requests: [[String]] = []
    private var bodies: [[UInt8]] = []
    private var fault: RequestFault?
    /// Of a stream without a fault; where one is met, the bytes taken before it depend on the cuts.
    private var consumed = 0

    /// Small limits, so that short inputs reach them.
    private static let limits: RequestLimits = {
        var limits = RequestLimits()
        limits.requestLine = 64
        limits.head = 512
        limits.fields = 12
        limits.body = 256
        limits.trailers = 128
        limits.chunkExtensions = 32
        return limits
    }()

    /// Feeds the stream in pieces that end at the cuts.
    init(_ stream: [UInt8], cuts: [Int]) {
        var parser = RequestParser(limits: Self.limits)
        var start = 0
        for end in cuts + [stream.count] where fault == nil {
            feed(stream.span.extracting(start..<end), to: &parser)
            start = end
        }
    }

    private mutating func feed(_ input: Span<UInt8>, to parser: inout RequestParser) {
        var start = 0
        do throws(RequestFault) {
            while true {
                let progress = try parser.parse(input.extracting(start..<input.count))
                precondition(progress.consumed >= 0, "bytes are given back that were never taken")
                start += progress.consumed
                precondition(start <= input.count, "more is taken than there is")
                guard take(progress.step) else {
                    precondition(start == input.count, "bytes are left where more is needed")
                    break
                }
                // A connection ends here; what an end of input leaves is no step.
                if start == input.count, parser.isBetweenRequests { break }
            }
            consumed += start
        } catch {
            precondition((400...505).contains(error.status), "a fault has a status that is none of its own")
            fault = error
            consumed = 0
        }
    }

    /// Notes a step; whether it was one.
    private mutating func take(_ step: RequestParser.Step) -> Bool {
        switch step {
        case .needsMore: return false
        case .head(let head): requests.append(texts(of: head))
        case .complete(let body, let trailers):
            precondition(body.count <= Self.limits.body, "a body exceeds its limit")
            bodies.append(body)
            requests.append(texts(of: trailers))
        }
        return true
    }

    private func texts(of head: RequestHead) -> [String] {
        precondition(!head.method.isEmpty && !head.path.isEmpty, "a request has no method or no path")
        precondition(head.target.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "a target holds what is not visible")
        precondition(head.version == .http10 || head.fields.values(of: "host").count == 1, "a request has no one host")
        let control = "\(head.version) \(head.framing) \(head.keepsAlive) \(head.expectsContinue)"
        return [head.method, head.target, head.path, head.query ?? "", control] + texts(of: head.fields)
    }

    private func texts(of fields: HeaderFields) -> [String] {
        precondition(fields.count <= Self.limits.fields, "there are more fields than allowed")
        return fields.flatMap { field in
            precondition(fields.values(of: field.name).contains(field.value), "a field is not found by its name")
            precondition(!field.name.isEmpty, "a field has no name")
            for byte in field.value.utf8 {
                precondition(byte >= 0x20 && byte != 0x7F || byte == 0x09, "a value holds a control")
            }
            return [field.name, field.value]
        }
    }
}
