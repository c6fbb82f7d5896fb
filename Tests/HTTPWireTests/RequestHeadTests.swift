import HTTPWire
import Testing

@Suite("Request heads")
struct RequestHeadTests {
    @Test func `a head is read`() throws {
        let bytes = Array("POST /a?b=1 HTTP/1.1\r\nHost: example.com\r\nContent-Length: 2\r\n\r\nhi".utf8)
        var parser = RequestParser()
        let progress = try parser.parse(bytes.span)
        guard case .head(let head) = progress.step else { return #expect(Bool(false)) }
        #expect(head.path == "/a")
        #expect(progress.consumed == bytes.count - 2)
    }
}
