import RelayCore

extension RequestPreparation {
    /// What takes the secrets of a request, and of what authorises and signs it, out of its answer.
    func mask(of request: Request, _ policy: SendPolicy) -> SecretMask {
        var mask = SecretMask()
        hide(request.base, in: &mask)
        for parameter in request.query { hide(parameter.value, in: &mask) }
        for header in request.headers { hide(header.value, in: &mask) }
        if let secret = policy.signingSecret { hide(.secret(secret), in: &mask) }
        if let proxy = policy.proxy { hide(proxy, in: &mask) }
        switch policy.authorisation {
        case .basic(let user, let password):
            // Together they make the header that an API is most likely to repeat.
            if let login = try? login(of: policy), password != nil {
                mask.hide(String(decoding: Self.basicCode(of: login), as: UTF8.self), as: "(login)")
            }
            hide(user, in: &mask)
            if let password { hide(.secret(password), in: &mask) }
        case .clientCredentials(let credentials):
            hide(credentials.id, in: &mask)
            hide(.secret(credentials.secret), in: &mask)
        case nil: break
        }
        return mask
    }

    private func hide(_ sensitive: Sensitive, in mask: inout SecretMask) {
        guard case .secret(let reference, _) = sensitive, let secret = try? text(.secret(reference)) else { return }
        mask.hide(secret, as: reference.shown)
    }
}
