import Curl
import LinuxIO
package import RelayCore
import RelayOutbound

/// Posts a webhook to a relay, as its sender would.
package enum WebhookPost {
    /// Where it is posted to.
    package struct Target: Sendable {
        /// Scheme, host and port.
        fileprivate let origin: String
        /// The path with its query.
        fileprivate let path: String

        /// Reads an address; where it names no path, the path that is given here is taken.
        package init?(_ text: String, path: String) {
            guard text.hasPrefix("http://") || text.hasPrefix("https://"),
                let host = text.firstRange(of: "://")?.upperBound, host < text.endIndex
            else { return nil }
            let end = text[host...].firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
            let rest = text[end...]
            origin = String(text[..<end])
            self.path = rest.isEmpty || rest == "/" ? path : String(rest)
        }

        package var text: String { origin + path }
    }

    /// Sends it once; a failure is an answer that did not come.
    ///
    /// - Throws: where libcurl or OpenSSL cannot be set up.
    package static func send(
        _ method: String,
        to target: Target,
        headers: [(String, String)],
        body: [UInt8]
    ) async throws -> Answer {
        let loop = try CurlLoop(connections: 1)
        defer { loop.stop() }
        let request = Request(
            method: method,
            base: .plain(target.origin),
            path: target.path,
            headers: headers.map { Request.Parameter($0, $1) },
            body: body
        )
        // Neither the id nor the time counts: nothing here is signed by the destination's own secret.
        let outgoing = OutgoingRequest(request, id: "", sentAt: SystemClock().timestamp())
        let sender = try OutboundSender(on: loop)
        // Without the preference the task would leave the loop's thread in the middle of a transfer.
        return await withTaskExecutorPreference(loop) { await sender.send(outgoing) }
    }
}
