import Foundation
import HTTPServer
import HTTPWire
import LinuxIO

/// A listener whose handler answers at once, to be measured from outside; it runs until SIGTERM.
struct ServerBench {
    private struct Accepting: RequestHandler {
        private let response = Response(
            status: 202,
            fields: [("content-type", "application/json")],
            body: Array(#"{"id":"ev_0"}"#.utf8)
        )

        func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission { .read() }
        func respond(to request: ServerRequest) async -> Response { response }
        func refused(_ refusal: Refusal, from peer: PeerAddress) {
            print(#"{"refused":"\#(refusal.word)","peer":"\#(peer)"}"#)
        }
    }

    private let address: SocketAddress

    init(_ text: String) throws {
        guard let address = SocketAddress(text) else { throw CocoaError(.formatting) }
        self.address = address
    }

    func run() async throws {
        let loops = try EventLoop.start()
        let signals = try SignalWatch([.terminate, .interrupt], on: loops[0])
        var configuration = HTTPServerConfiguration(endpoints: [.init(address)])
        configuration.limits.connections = 20_000
        let server = try HTTPServer(configuration, on: loops, handler: Accepting())
        print(#"{"bench":"server","listen":"\#(server.addresses[0])","loops":\#(loops.count)}"#)
        fflush(nil)
        await withTaskGroup { group in
            group.addTask { await server.run() }
            _ = await signals.next()
            group.cancelAll()
        }
        for loop in loops { loop.stop() }
    }
}
