/// Why a request was refused: the status for its sender, and a word for the operator's log.
///
/// The connection is of no more use, because nobody knows where the next request would begin.
package struct RequestFault: Error, Sendable, Hashable {
    package let status: Int
    package let word: String

    private init(_ status: Int, _ word: String) {
        self.status = status
        self.word = word
    }
}

extension RequestFault {
    // The form of lines.
    static let bareLineFeed = Self(400, "bare-line-feed")
    static let bareCarriageReturn = Self(400, "bare-carriage-return")
    static let control = Self(400, "control-character")
    static let emptyLines = Self(400, "empty-lines")

    // The request line.
    static let requestLine = Self(400, "request-line")
    static let method = Self(400, "method")
    static let target = Self(400, "target")
    static let noSuchVersion = Self(400, "no-such-version")
    static let otherVersion = Self(505, "version-not-supported")
    static let connect = Self(501, "connect")
    static let requestLineTooLong = Self(414, "request-line-too-long")

    // The first line of an answer, and the answers before it.
    static let statusLine = Self(400, "status-line")
    static let interimAnswers = Self(400, "interim-answers")

    // Fields.
    static let foldedField = Self(400, "folded-field")
    static let fieldName = Self(400, "field-name")
    static let spaceBeforeColon = Self(400, "space-before-colon")
    static let noColon = Self(400, "no-colon")
    static let headTooLarge = Self(431, "head-too-large")
    static let tooManyFields = Self(431, "too-many-fields")

    // Whom the request is for.
    static let noHost = Self(400, "no-host")
    static let twoHosts = Self(400, "two-hosts")
    static let host = Self(400, "host")
    static let otherAuthority = Self(400, "authority-is-not-host")
    static let expectation = Self(417, "expectation")

    // Where the body ends.
    static let lengthAndCoding = Self(400, "length-and-coding")
    static let twoLengths = Self(400, "two-lengths")
    static let length = Self(400, "content-length")
    static let codingInHTTP10 = Self(400, "coding-in-http-1.0")
    static let coding = Self(400, "transfer-encoding")
    static let chunkedNotLast = Self(400, "chunked-not-last")
    static let unknownCoding = Self(501, "unknown-coding")
    static let bodyTooLarge = Self(413, "body-too-large")

    // Chunks.
    static let chunkSize = Self(400, "chunk-size")
    static let chunkExtension = Self(400, "chunk-extension")
    static let chunkExtensionsTooLarge = Self(400, "chunk-extensions-too-large")
    static let chunkEnd = Self(400, "chunk-end")
    static let forbiddenTrailer = Self(400, "forbidden-trailer")
    static let trailersTooLarge = Self(431, "trailers-too-large")
}
