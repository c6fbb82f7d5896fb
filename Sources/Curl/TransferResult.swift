/// What became of a transfer.
package struct TransferResult: Sendable {
    package let code: CurlCode
    /// What stopped it on our side; nil where libcurl or the peer ended it.
    package let stop: Stop?
    /// The answer's status; zero where none came.
    package let status: Int
    /// The answer's headers, their names in lower case.
    package let headers: [String: String]
    /// The answer's body as far as it was kept.
    package let body: [UInt8]
    /// Whether a connection to the server, through all proxies, was ready for the request.
    package let wasConnected: Bool
    /// Whether a byte of the request may have left for the server.
    package let wasSent: Bool
    /// What the proxy answered when it was asked for a tunnel; zero where none was asked.
    package let tunnelStatus: Int
    /// Whether it was refused at the socket, rather than lost on the way.
    package let wasRefused: Bool

    /// Why a transfer was ended on our side.
    package enum Stop: Sendable {
        /// The body was longer than the limit.
        case answerLimit
        /// The headers were longer than any that make sense.
        case headerLimit
        /// The connection was lost when the request had left on it, and libcurl was about to send it again.
        case repetition
        case cancelled
        /// libcurl would not take the request.
        case unusable
    }
}
