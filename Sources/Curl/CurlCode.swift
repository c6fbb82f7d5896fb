import CCurl

/// How a transfer ended, in libcurl's own codes.
package struct CurlCode: RawRepresentable, Sendable, Equatable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ code: CURLcode) { self.init(rawValue: code.rawValue) }

    package static let done = CurlCode(CURLE_OK)
    package static let unsupportedProtocol = CurlCode(CURLE_UNSUPPORTED_PROTOCOL)
    package static let malformedURL = CurlCode(CURLE_URL_MALFORMAT)
    package static let loginDenied = CurlCode(CURLE_LOGIN_DENIED)
    package static let unresolvedProxy = CurlCode(CURLE_COULDNT_RESOLVE_PROXY)
    package static let unresolvedHost = CurlCode(CURLE_COULDNT_RESOLVE_HOST)
    package static let noConnection = CurlCode(CURLE_COULDNT_CONNECT)
    package static let strangeServer = CurlCode(CURLE_WEIRD_SERVER_REPLY)
    package static let partial = CurlCode(CURLE_PARTIAL_FILE)
    package static let timedOut = CurlCode(CURLE_OPERATION_TIMEDOUT)
    package static let stoppedByUs = CurlCode(CURLE_ABORTED_BY_CALLBACK)
    package static let nothingCame = CurlCode(CURLE_GOT_NOTHING)
    package static let sendFailed = CurlCode(CURLE_SEND_ERROR)
    package static let receiveFailed = CurlCode(CURLE_RECV_ERROR)
    package static let unknownEncoding = CurlCode(CURLE_BAD_CONTENT_ENCODING)
    package static let proxyHandshake = CurlCode(CURLE_PROXY)
    package static let tlsHandshake = CurlCode(CURLE_SSL_CONNECT_ERROR)
    package static let untrustedPeer = CurlCode(CURLE_PEER_FAILED_VERIFICATION)
    package static let unusableCertificate = CurlCode(CURLE_SSL_CERTPROBLEM)
    package static let unusableAuthorities = CurlCode(CURLE_SSL_CACERT_BADFILE)
    package static let wrongIssuer = CurlCode(CURLE_SSL_ISSUER_ERROR)

    /// libcurl's words for it; nothing of the transfer stands in them.
    package var words: String {
        // The text is of static storage.
        unsafe String(cString: curl_easy_strerror(CURLcode(rawValue)))
    }
}
