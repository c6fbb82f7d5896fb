import JSON
package import RelayCore

/// The request of a delivery's last attempt, as it was kept: without its secrets, which its destination still knows.
package struct OriginalRequest: Sendable {
    private let kept: JSONValue
    private let body: [UInt8]?

    /// Takes SHA-256, which tells whether the body is the one that was sent; says why it cannot be sent again as it was.
    package init(lastOf attempts: [Attempt], digest: ([UInt8]) -> [UInt8]) throws(RenderError) {
        // What a lookup asked is no request of the send.
        guard let last = attempts.last(where: { !$0.reason.cause.hasPrefix("lookup-") }) else {
            throw Self.refusal("nothing has been sent for it")
        }
        guard !last.request.isEmpty, let root = try? JSONDocument(last.request).root else {
            throw Self.refusal("the request of its last attempt was not kept")
        }
        let body = root["body"]?.source
        guard (body.map(digest) ?? []) == last.digest else {
            throw Self.refusal("the request of its last attempt was not kept whole")
        }
        kept = root
        self.body = body
    }

    /// The request with the secrets of today, for the account of today.
    package func request(for send: Send, key: String) throws(RenderError) -> Request {
        guard send.call.merge == nil else {
            throw Self.refusal("the call \(send.call.name) changes a record, which has to be read anew")
        }
        let destination = send.destination
        guard let base = destination.base else {
            throw RenderError(.noBase, "", "the destination \(destination.name) has no base", "Give it a \"base\".")
        }
        return Request(
            method: kept["method"]?.string ?? send.call.method,
            base: base,
            path: kept["path"]?.string ?? "",
            query: destination.query + (try query(besides: destination.query)),
            headers: destination.headers + (try headers(besides: destination.headers, key: key)),
            body: body
        )
    }

    private func headers(
        besides known: [Request.Parameter],
        key: String
    ) throws(RenderError) -> [Request.Parameter] {
        let names = Set(known.map { $0.name.lowercased() })
        var headers: [Request.Parameter] = []
        for member in kept["headers"].map({ Array($0.members) }) ?? [] where !names.contains(member.name.lowercased()) {
            let value = member.name == "Idempotency-Key" ? key : member.value.string ?? ""
            try checkIsNoSecret(value.split(separator: " ").last ?? "", named: member.name, among: "headers")
            headers.append(Request.Parameter(member.name, value))
        }
        return headers
    }

    private func query(besides known: [Request.Parameter]) throws(RenderError) -> [Request.Parameter] {
        let names = Set(known.map(\.name))
        let parts = (kept["url"]?.string ?? "").split(separator: "?", maxSplits: 1)
        var query: [Request.Parameter] = []
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let words = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = PercentEncoding.decode(words[0])
            guard !names.contains(name) else { continue }
            let value = words.count > 1 ? words[1] : ""
            try checkIsNoSecret(value, named: name, among: "query")
            query.append(Request.Parameter(name, PercentEncoding.decode(value)))
        }
        return query
    }

    /// Where a secret is found was kept in its place, and only the destination says what is found there.
    private func checkIsNoSecret(
        _ value: Substring,
        named name: String,
        among part: String
    ) throws(RenderError) {
        if let secrets = kept["secrets"] {
            guard secrets[part]?.elements.contains(where: { $0.string == name }) ?? false else { return }
        } else {
            // Requests that an older version has kept do not tell: what may be a secret's place is never sent as a text.
            guard value.first == "$" || value.first == "/" else { return }
        }
        throw Self.refusal("it had the secret \(value) as \(name), which its destination no longer sends")
    }

    private static func refusal(_ fact: String) -> RenderError {
        RenderError(.notAsSent, "", fact, "Replay it without --as-sent, so that it is made anew.")
    }
}
