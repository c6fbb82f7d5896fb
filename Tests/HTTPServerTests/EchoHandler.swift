import Crypto
import HTTPServer
import HTTPWire
import LinuxIO

/// Answers with what it was asked, and remembers what the server refused.
///
/// A request for `/wait` is answered once the test says so; one for `/refused` is refused at its head; the body of one
/// for `/short` may have ten bytes.
final class EchoHandler: RequestHandler {
    private let refusals = Lock<[Refusal]>([])
    private let arrivals = Tokens()
    private let releases = Tokens()

    /// What the server refused, in order.
    var refused: [Refusal] { refusals.withLock { $0 } }

    /// Waits until a request for `/wait` is being answered.
    func waitForRequest() async { await arrivals.take() }

    /// Lets the answer to `/wait` go.
    func release() { releases.add() }

    func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission {
        switch head.path {
        case "/refused": .refuse(Response(status: 403))
        case "/short": .read(bodyLimit: 10)
        default: .read()
        }
    }

    func respond(to request: ServerRequest) async -> Response {
        if request.head.path == "/wait" {
            arrivals.add()
            await releases.take()
        }
        if request.head.path == "/large" {
            return Response(status: 200, body: [UInt8](repeating: 0x78, count: 64 << 20))
        }
        let security = request.isSecure ? "secure" : "plain"
        let sender = request.clientCertificate.map { "\($0.subject) " } ?? ""
        let line = "\(request.head.method) \(request.head.target) \(request.peer) \(security) \(sender)"
        return Response(status: 200, body: Array(line.utf8) + request.body)
    }

    func refused(_ refusal: Refusal, from peer: PeerAddress) { refusals.withLock { $0.append(refusal) } }
}
