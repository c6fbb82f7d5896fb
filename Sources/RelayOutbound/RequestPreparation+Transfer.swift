import Curl
import RelayCore

extension RequestPreparation {
    /// Writes a request out as libcurl takes it.
    func transfer(of outgoing: OutgoingRequest, token: String?) throws(SendFailure) -> TransferRequest {
        let request = outgoing.request
        var target: [UInt8] = []
        let base = try base(of: request)
        try appendTarget(of: request, to: &target)
        let url = base + String(decoding: target, as: UTF8.self)
        var transfer = try transfer(request.method, url: url, outgoing.policy)
        transfer.body = request.body
        try appendHeaders(of: outgoing, token: token, to: &transfer.headers)
        if request.body == nil {
            // libcurl would name a form's type for a body that is not there.
            transfer.headers.omit("Content-Type")
        }
        if let (user, password) = try login(of: outgoing.policy) {
            transfer.settings.login = Login(user: user, password: password)
        }
        return transfer
    }

    /// The request for a token (RFC 6749, section 4.4.2), with the client's name and secret in its header.
    func tokenTransfer(of credentials: ClientCredentials, _ policy: SendPolicy) throws(SendFailure) -> TransferRequest {
        var transfer = try transfer("POST", url: credentials.tokenURL, policy)
        var form = "grant_type=client_credentials"
        if let scope = credentials.scope { form += "&scope=" + PercentEncoding.encode(scope) }
        if let audience = credentials.audience { form += "&audience=" + PercentEncoding.encode(audience) }
        transfer.body = Array(form.utf8)
        transfer.headers.append("Content-Type", "application/x-www-form-urlencoded")
        transfer.headers.append("Accept", "application/json")
        // Both are encoded before they are joined (section 2.3.1), since a colon may stand in either.
        transfer.settings.login = Login(
            user: PercentEncoding.encode(try text(credentials.id)),
            password: PercentEncoding.encode(try text(.secret(credentials.secret)))
        )
        return transfer
    }

    private func transfer(_ method: String, url: String, _ policy: SendPolicy) throws(SendFailure) -> TransferRequest {
        try checkMethod(method)
        return TransferRequest(method: method, url: url, settings: try settings(policy))
    }

    private func settings(_ policy: SendPolicy) throws(SendFailure) -> TransferSettings {
        var settings = TransferSettings(userAgent: Self.userAgent)
        settings.connectTimeout = policy.connectTimeout
        settings.timeout = policy.timeout
        settings.answerLimit = policy.answerLimit
        if let proxy = policy.proxy { settings.proxy = try text(proxy) }
        settings.trust = TransferTrust(
            authorities: policy.trust.authorities,
            certificate: policy.trust.certificate,
            key: policy.trust.key
        )
        return settings
    }
}
