import HTTPWire

/// A signed POST as a lead API sends it, read whole and written an answer to.
struct HTTPBench {
    private let stopwatch = Stopwatch()
    private static let head = [
        "POST /in/crm HTTP/1.1",
        "Host: relay.example.com",
        "User-Agent: LeadAPI-Webhooks/2.3",
        "Accept: */*",
        "Content-Type: application/json; charset=utf-8",
        "Content-Length: \(SampleEvent.bytes.count)",
        "webhook-id: evt_01hq3v6m8r2c4n7t9w",
        "webhook-timestamp: 1771612789",
        "webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    ]

    func run() throws {
        let request = Array((Self.head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + SampleEvent.bytes
        var parser = RequestParser()
        report("http.parse", request.count, try stopwatch.nanoseconds { try parse(request, with: &parser) }, bar: 1_000)
        report(
            "http.parse-and-look-up",
            request.count,
            try stopwatch.nanoseconds {
                guard let head = try parse(request, with: &parser) else { return }
                keep((head.path, head.fields["webhook-id"], head.fields["webhook-signature"]))
            },
            bar: 1_500
        )
        let response = Response(
            status: 202,
            fields: [("content-type", "application/json")],
            body: Array(#"{"accepted":1}"#.utf8)
        )
        var output: [UInt8] = []
        let written = stopwatch.nanoseconds {
            output.removeAll(keepingCapacity: true)
            response.write(to: &output, closing: false)
            keep(output.count)
        }
        report("http.write", output.count, written, bar: 300)
    }

    /// The head of the one request that the bytes hold.
    @discardableResult
    private func parse(_ request: [UInt8], with parser: inout RequestParser) throws -> RequestHead? {
        let first = try parser.parse(request.span)
        guard case .head(let head) = first.step else { return nil }
        let second = try parser.parse(request.span.extracting(first.consumed..<request.count))
        guard case .complete(let body, _) = second.step, body.count == SampleEvent.bytes.count else { return nil }
        keep(body)
        return head
    }

    private func report(_ name: String, _ count: Int, _ figure: Double, bar: Double) {
        print(#"{"bench":"\#(name)","bytes":\#(count),"ns":\#(figure.rounded()),"bar":\#(bar)}"#)
    }
}
