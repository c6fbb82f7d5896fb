import Crypto
import HTTPServer
import HTTPWire
import RelayGauge

/// Requests as a listener hands them on, made before anything is counted.
struct CountedBatches: Sendable {
    let requests: [[ServerRequest]]

    init(_ count: Int) throws {
        var writer = EventWriter(secret: GaugeRoutes.secret, digests: try OpenSSLDigests())
        requests = try (0..<count).map { batch in
            try (0..<CountsBench.batch).map { try Self.request(batch * CountsBench.batch + $0, &writer) }
        }
    }

    private static func request(_ event: Int, _ writer: inout EventWriter) throws -> ServerRequest {
        writer.write(event)
        let bytes = writer.bytes
        var parser = RequestParser()
        let first = try parser.parse(bytes.span)
        guard case .head(let head) = first.step else { throw Unusable() }
        let second = try parser.parse(bytes.span.extracting(first.consumed..<bytes.count))
        guard case .complete(let body, let trailers) = second.step else { throw Unusable() }
        return ServerRequest(
            head: head,
            body: body,
            trailers: trailers,
            peer: PeerAddress(nil),
            isSecure: false,
            clientCertificate: nil
        )
    }

    private struct Unusable: Error {}
}
