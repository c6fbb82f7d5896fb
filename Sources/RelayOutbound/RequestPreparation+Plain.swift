import HTTPClient
import RelayCore

extension RequestPreparation {
    /// Writes a request out as it goes to a server without encryption; nil where libcurl should carry it.
    func plain(
        of outgoing: OutgoingRequest,
        token: String?,
        to place: PlainPlace
    ) throws(SendFailure) -> ClientRequest? {
        let request = outgoing.request
        try checkMethod(request.method)
        var written = PlainRequest(request.method, bodySize: request.body?.count ?? 0)
        try written.writeTarget(at: place) { target throws(SendFailure) in
            try appendTarget(of: request, to: &target)
        }
        try appendHeaders(of: outgoing, token: token, to: &written)
        guard written.isOrdinary else { return nil }
        written.finish(request.method, body: request.body, login: try login(of: outgoing.policy))
        var plain = ClientRequest(request.method, to: place.origin, bytes: written.bytes)
        plain.connectTimeout = outgoing.policy.connectTimeout
        plain.timeout = outgoing.policy.timeout
        plain.answerLimit = outgoing.policy.answerLimit
        return plain
    }
}
