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
                let host = text.range(ofFirst: "://")?.upperBound, host < text.endIndex
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
        let line = try Line(connections: 1)
        defer { line.close() }
        return await line.send(method, to: target, headers: headers, body: body)
    }

    /// What many are posted over, one after another or at once.
    package struct Line: Sendable {
        private let loop: CurlLoop
        private let sender: OutboundSender

        /// - Throws: where libcurl or OpenSSL cannot be set up.
        package init(connections: Int) throws {
            loop = try CurlLoop(connections: connections)
            do {
                sender = try OutboundSender(on: loop)
            } catch {
                loop.stop()
                throw error
            }
        }

        /// Ends it once nothing is under way; nothing may be sent afterwards.
        package func close() { loop.stop() }

        /// Sends a webhook once; a failure is an answer that did not come within 30 s.
        package func send(
            _ method: String,
            to target: Target,
            headers: [(String, String)],
            body: [UInt8]
        ) async -> Answer {
            let request = Request(
                method: method,
                base: .plain(target.origin),
                path: target.path,
                headers: headers.map { Request.Parameter($0, $1) },
                body: body
            )
            // Neither the id nor the time counts: nothing here is signed by the destination's own secret.
            let outgoing = OutgoingRequest(request, id: "", sentAt: SystemClock().timestamp())
            // Without the preference the task would leave the loop's thread in the middle of a transfer.
            return await withTaskExecutorPreference(loop) { await sender.send(outgoing) }
        }
    }
}
