import HTTPServer
import HTTPWire

/// Knows no path.
struct RefusingHandler: RequestHandler {
    func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission { .refuse(Response(status: 404)) }
    func respond(to request: ServerRequest) async -> Response { Response(status: 500) }
    func refused(_ refusal: Refusal, from peer: PeerAddress) {}
}
