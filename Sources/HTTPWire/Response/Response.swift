/// An answer: what a handler says, without what its connection adds.
package struct Response: Sendable {
    /// 200 to 599, or none for `silence`.
    package var status: Int
    /// In the order in which they are written; those that frame the answer are the writer's own.
    package var fields: [(name: String, value: String)]
    package var body: [UInt8]
    /// Whether it ends in the middle of its body, and the connection with it, as by a server that fails while it answers.
    package var isCut = false

    package init(status: Int, fields: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// No answer at all: the connection is closed in its place, as by a server that fails in the middle of its work.
    package static let silence = Response(status: 0)

    package var isSilence: Bool { status == 0 }

    /// `100 Continue`, whole: what a sender waits for that expects it.
    package static let interim = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// What the status means, as it stands in a status line; empty for a status without a name.
    package var reason: String { Self.reason(of: status) }
}

extension Response {
    private static func reason(of status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 203: "Non-Authoritative Information"
        case 204: "No Content"
        case 205: "Reset Content"
        case 206: "Partial Content"
        case 207: "Multi-Status"
        case 300: "Multiple Choices"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400..<500: reason(ofSendersFault: status)
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        case 507: "Insufficient Storage"
        default: ""
        }
    }

    private static func reason(ofSendersFault status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 423: "Locked"
        case 425: "Too Early"
        case 426: "Upgrade Required"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        default: ""
        }
    }
}
