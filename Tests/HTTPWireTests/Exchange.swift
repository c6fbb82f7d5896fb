import HTTPWire

/// All that a connection's bytes came to, as it was read in some pieces.
struct Exchange: Equatable {
    /// A request with its texts made.
    struct Request: Equatable {
        var method: String, target: String, path: String, query: String?
        var version: HTTPVersion, framing: Framing, keepsAlive: Bool, expectsContinue: Bool
        var fields: [String]
        var body: [UInt8]?
        var trailers: [String] = []

        init(_ head: RequestHead) {
            (method, target, path, query) = (head.method, head.target, head.path, head.query)
            (version, framing) = (head.version, head.framing)
            (keepsAlive, expectsContinue) = (head.keepsAlive, head.expectsContinue)
            fields = head.fields.map { "\($0.name): \($0.value)" }
        }

        var text: String? { body.map { String(decoding: $0, as: UTF8.self) } }
    }

    private(set) var requests: [Request] = []
    private(set) var fault: RequestFault?
    /// Whether the bytes end where a request does.
    private(set) var isBetweenRequests = true

    init(_ stream: [UInt8], cuts: [Int] = [], limits: RequestLimits = RequestLimits()) {
        var parser = RequestParser(limits: limits)
        var start = 0
        for end in cuts + [stream.count] where fault == nil {
            feed(stream.span.extracting(start..<end), to: &parser)
            start = end
        }
        isBetweenRequests = parser.isBetweenRequests
    }

    init(_ text: String, limits: RequestLimits = RequestLimits()) {
        self.init(Array(text.utf8), limits: limits)
    }

    private mutating func feed(_ input: Span<UInt8>, to parser: inout RequestParser) {
        var start = 0
        do throws(RequestFault) {
            while start < input.count || !parser.isBetweenRequests {
                let progress = try parser.parse(input.extracting(start..<input.count))
                start += progress.consumed
                switch progress.step {
                case .needsMore: return
                case .head(let head): requests.append(Request(head))
                case .complete(let body, let trailers):
                    requests[requests.count - 1].body = body
                    requests[requests.count - 1].trailers = trailers.map { "\($0.name): \($0.value)" }
                }
            }
        } catch {
            fault = error
        }
    }
}

/// A request of that line and those fields, to which `Host: a` is added.
func request(_ line: String = "GET / HTTP/1.1", _ fields: String..., body: String = "") -> String {
    ([line, "Host: a"] + fields).joined(separator: "\r\n") + "\r\n\r\n" + body
}
