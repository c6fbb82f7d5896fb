/// Headers that a send may not write itself; their names in lower case.
package enum HeaderNames {
    /// What belongs to the request as such: whoever sets it speaks to another host, or hides a second request.
    package static let own: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "keep-alive",
        "leadrelay-hop",
    ]
    /// What carries secrets, which stand at a destination and are never written out.
    package static let secret: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token",
    ]
}
