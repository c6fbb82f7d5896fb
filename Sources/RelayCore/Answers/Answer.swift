package import CivilTime
package import JSON

/// What came back for a request, or why nothing did.
package struct Answer: Sendable {
    /// Nil where no answer came.
    package let status: Int?
    /// The headers, their names in lower case.
    package let headers: [String: String]
    /// The body as far as it was read.
    package let bytes: [UInt8]
    /// The body as JSON; nil where it is none, or was not read to its end.
    package let body: JSONValue?
    /// Whether the body was longer than what is read of one; or it could not be read, and none of it is here.
    package let isCut: Bool
    /// A word for why no answer came; empty where one did.
    package let failure: String
    /// Whether the request may have reached the API.
    package let wasSent: Bool

    /// An answer that came; its body is read here, once for all who ask about it.
    package init(status: Int, headers: [String: String] = [:], bytes: [UInt8] = [], isCut: Bool = false) {
        self.status = status
        self.headers = headers
        self.bytes = bytes
        // What was cut may still look whole: of 12,000 the first two digits are a number too.
        body = isCut || bytes.isEmpty ? nil : (try? JSONDocument(bytes))?.root
        self.isCut = isCut
        failure = ""
        wasSent = true
    }

    /// An answer that did not come.
    ///
    /// - Parameters:
    ///   - failure: A stable word, such as `tls-certificate`.
    ///   - wasSent: Whether the API may have carried the request out all the same.
    package init(failure: String, wasSent: Bool) {
        status = nil
        headers = [:]
        bytes = []
        body = nil
        isCut = false
        self.failure = failure
        self.wasSent = wasSent
    }

    /// The body as text; bytes that are not UTF-8 become replacement characters.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// What is asked to wait longer is asked again after a day: a slip of an API must not close a destination for good.
    package static let longestWait = Duration.seconds(86_400)

    /// How long `Retry-After` asks to wait.
    package func retryAfter(at now: Timestamp) -> Duration? {
        headers["retry-after"].flatMap { RetryAfter($0).longest(at: now) }
    }
}
