import CCurl

extension EasyHandle {
    /// What libcurl decodes.
    static let encodings = "gzip, deflate"

    /// What holds for every transfer, whoever asks for it.
    func setHouseRules() throws(CurlError) {
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_PATH_AS_IS, 1)
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try set(CURLOPT_ACCEPT_ENCODING, Self.encodings)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_TCP_NODELAY, 1)
        try set(CURLOPT_DNS_CACHE_TIMEOUT, 60)
        // Many servers hang up after 5 s without a settings. One sent at that moment would be lost in doubt, so older
        // connections are not used; libcurl counts whole seconds and takes more than 3 for too many.
        try set(CURLOPT_MAXAGE_CONN, 3)
        // A resolver that hangs has a thread of its own: waiting for its end would hold up all other transfers.
        try set(CURLOPT_QUICK_EXIT, 1)
    }

    /// Sets how to reach the server and whom to believe.
    func setConnection(_ settings: TransferSettings) throws(CurlError) {
        try set(CURLOPT_CONNECTTIMEOUT_MS, settings.connectTimeout.wholeMilliseconds)
        try set(CURLOPT_TIMEOUT_MS, settings.timeout.wholeMilliseconds)
        // Both would else come from the environment.
        try set(CURLOPT_PROXY, settings.proxy ?? "")
        try set(CURLOPT_NOPROXY, settings.proxy == nil ? "*" : "")
        // Requests bring theirs as a header; a proxy that is asked for a tunnel learns it from here alone.
        if settings.proxy != nil { try set(CURLOPT_USERAGENT, settings.userAgent) }
        if let login = settings.login {
            try set(CURLOPT_HTTPAUTH, Int(relay_basic_authentication))
            try set(CURLOPT_USERNAME, login.user)
            try set(CURLOPT_PASSWORD, login.password)
        }
        try setTrust(settings.trust)
    }

    private func setTrust(_ trust: TransferTrust) throws(CurlError) {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        try set(CURLOPT_PROXY_SSL_VERIFYPEER, 1)
        try set(CURLOPT_PROXY_SSL_VERIFYHOST, 2)
        // libcurl parses a file of authorities once for many connections only where there is no folder of them too.
        try set(CURLOPT_CAPATH, nil as String?)
        // A file that was replaced should be believed soon.
        try set(CURLOPT_CA_CACHE_TIMEOUT, 300)
        if let authorities = trust.authorities { try set(CURLOPT_CAINFO, authorities) }
        if let certificate = trust.certificate { try set(CURLOPT_SSLCERT, certificate) }
        if let key = trust.key { try set(CURLOPT_SSLKEY, key) }
    }
}

extension Duration {
    /// At least one: libcurl takes zero for no limit.
    fileprivate var wholeMilliseconds: Int {
        let whole = components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
        return Int(max(1, min(whole, Int64(Int32.max))))
    }
}
