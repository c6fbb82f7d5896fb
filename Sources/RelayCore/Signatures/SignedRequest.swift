/// A request as a signature sees it: raw, and nothing made of it that nobody asks for.
package struct SignedRequest {
    package let method: String
    /// The address under which senders reach the service, without a slash at its end; never what the request itself says.
    package let publicURL: String?
    /// The path with its query, as it came.
    package let target: String
    package let headers: any HeaderValues
    package let body: [UInt8]

    package init(
        method: String = "POST",
        publicURL: String? = nil,
        target: String = "",
        headers: any HeaderValues,
        body: [UInt8]
    ) {
        self.method = method
        self.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// A request to an address that is known as a whole.
    package init(method: String = "POST", url: String?, headers: any HeaderValues, body: [UInt8]) {
        let start = url?.range(ofFirst: "://")?.upperBound
        let path = start.flatMap { start in url?[start...].firstIndex { $0 == "/" || $0 == "?" } }
        self.method = method
        publicURL = url.map { url in String(url[..<(path ?? url.endIndex)]) }
        target = url.flatMap { url in path.map { String(url[$0...]) } } ?? ""
        self.headers = headers
        self.body = body
    }

    /// The address that the sender posted to, if the service knows its own.
    package var url: String? { publicURL.map { $0 + target } }
}

/// The headers of a request.
package protocol HeaderValues {
    /// The value of a header, whose name is given in lower case.
    func value(of name: String) -> HeaderValue
}

/// What a request holds under the name of a header.
package enum HeaderValue: Equatable {
    case absent
    case one(ArraySlice<UInt8>)
    /// The header stands there more than once: which of them counts is for nobody to guess.
    case repeated
}

/// Headers as a list, for those who have no parsed request.
package struct HeaderList: HeaderValues, Sendable {
    private let fields: [(name: String, value: [UInt8])]

    package init(_ fields: [(String, String)]) {
        self.fields = fields.map { ($0.lowercased(), Array($1.utf8)) }
    }

    package func value(of name: String) -> HeaderValue {
        let found = fields.filter { $0.name == name }
        guard let first = found.first else { return .absent }
        return found.count == 1 ? .one(first.value[...]) : .repeated
    }
}
