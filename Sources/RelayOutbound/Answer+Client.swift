import HTTPClient
import HTTPWire
import RelayCore

extension Answer {
    /// Reads what became of a request that our own client carried.
    init(_ result: ClientResult) {
        switch result {
        case .answered(let answer):
            self.init(
                status: answer.status,
                headers: Self.headers(answer.fields),
                bytes: answer.body,
                isCut: answer.isCut
            )
        case .failed(let failure, let wasSent): self.init(SendFailure(failure), wasSent: wasSent)
        }
    }

    /// The fields by their names; the values of one that came several times are joined by commas.
    private static func headers(_ fields: HeaderFields) -> [String: String] {
        var headers = [String: String](minimumCapacity: fields.count)
        for (name, value) in fields {
            if let earlier = headers.updateValue(value, forKey: name) { headers[name] = "\(earlier), \(value)" }
        }
        return headers
    }
}

extension SendFailure {
    fileprivate init(_ failure: ClientFailure) {
        switch failure {
        case .unresolved: self = .dns
        case .refused: self = .connectRefused
        case .unreachable: self = .connect
        case .connectTimedOut: self = .connectTimeout
        case .timedOut: self = .timeout
        case .reset: self = .reset
        case .cut: self = .cut
        case .malformed: self = .answerMalformed
        case .tooLong: self = .answerTooLong
        case .cancelled: self = .cancelled
        }
    }
}
