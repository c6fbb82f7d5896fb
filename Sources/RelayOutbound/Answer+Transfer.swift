import Curl
import RelayCore

extension Answer {
    /// Reads what became of a transfer.
    init(_ result: TransferResult, to request: TransferRequest) {
        let throughProxy = request.settings.proxy != nil
        // As our own client does: who writes must not do twice what was done.
        let isUnreadable = result.isUnreadable && !request.isRepeatable
        let isAnswered = result.code == .done || result.stop == .answerLimit || isUnreadable
        if throughProxy, result.tunnelStatus == 0, isAnswered, result.status == 407 {
            // Without a tunnel it is the proxy that answers so, in place of the API that it hides.
            self.init(.proxyAuth, wasSent: false)
        } else if isAnswered, result.status > 0 {
            self.init(
                status: result.status,
                headers: result.headers,
                bytes: isUnreadable ? [] : result.body,
                isCut: isUnreadable || result.stop == .answerLimit
            )
        } else {
            self.init(SendFailure(result, throughProxy: throughProxy), wasSent: result.wasSent)
        }
    }
}

extension TransferResult {
    /// Whether an answer came whose status is what became of the request, though its rest makes no sense.
    fileprivate var isUnreadable: Bool {
        wasConnected && stop == nil && status >= 200 && (code == .unknownEncoding || code == .strangeServer)
    }
}

extension SendFailure {
    fileprivate init(_ result: TransferResult, throughProxy: Bool) {
        if let stop = result.stop, let failure = SendFailure(stop) {
            self = failure
        } else if throughProxy, !result.wasConnected, let failure = SendFailure(proxy: result) {
            self = failure
        } else {
            self = SendFailure(result)
        }
    }

    private init?(_ stop: TransferResult.Stop) {
        switch stop {
        case .headerLimit: self = .answerTooLong
        case .repetition: self = .reset
        case .cancelled: self = .cancelled
        case .unusable: self = .requestInvalid
        case .answerLimit: return nil
        }
    }

    /// What went wrong between us and the proxy, or between the proxy and the server.
    private init?(proxy result: TransferResult) {
        switch result.code {
        case _ where result.tunnelStatus == 407: self = .proxyAuth
        case .unresolvedProxy, .noConnection, .proxyHandshake, .receiveFailed, .sendFailed, .nothingCame: self = .proxy
        default: return nil
        }
    }

    private init(_ result: TransferResult) {
        switch result.code {
        case .unresolvedHost: self = .dns
        case .unresolvedProxy, .proxyHandshake: self = .proxy
        case .noConnection: self = result.wasRefused ? .connectRefused : .connect
        case .timedOut: self = result.wasConnected ? .timeout : .connectTimeout
        case .untrustedPeer, .unusableCertificate, .unusableAuthorities, .wrongIssuer: self = .tlsCertificate
        case .tlsHandshake: self = .tls
        case .malformedURL, .loginDenied: self = .requestInvalid
        // To libcurl an answer without a status line is one in HTTP 0.9, which it does not support.
        case .unsupportedProtocol: self = result.wasConnected ? .answerMalformed : .requestInvalid
        case .strangeServer, .unknownEncoding: self = .answerMalformed
        default: self = result.status > 0 ? .cut : result.wasConnected ? .reset : .connect
        }
    }
}
