/// The first line of a request, as places in the head.
struct RequestLine: Sendable {
    let version: HTTPVersion
    let method: Extent
    let target: Extent
    /// Empty where an absolute target ends behind its authority.
    let path: Extent
    let query: Extent?
    /// What an absolute target names as its host, and perhaps its port.
    let authority: Extent?

    /// Reads the line at that place of the head: three words with one space between.
    init(_ text: Span<UInt8>, _ line: Range<Int>) throws(RequestFault) {
        let methodEnd = text.endOfToken(in: line)
        guard methodEnd > line.lowerBound else { throw .method }
        guard methodEnd < line.upperBound else { throw .requestLine }
        guard text[methodEnd] == UInt8(ascii: " ") else { throw .method }
        let rest = methodEnd + 1..<line.upperBound
        guard let targetEnd = text.firstIndex(of: UInt8(ascii: " "), in: rest) else { throw .requestLine }

        version = try Self.version(text.extracting(targetEnd + 1..<line.upperBound))
        method = Extent(line.lowerBound..<methodEnd)
        let target = methodEnd + 1..<targetEnd
        self.target = Extent(target)
        let resource = try Self.resource(text, target, method: line.lowerBound..<methodEnd)
        authority = resource.authority
        (path, query) = try Self.split(text, resource.start..<target.upperBound)
    }

    private static func version(_ word: Span<UInt8>) throws(RequestFault) -> HTTPVersion {
        let major = 5
        let minor = 7
        guard word.count == 8, word.extracting(first: major).reads("HTTP/"), word[6] == UInt8(ascii: "."),
            word[major].isDigit, word[minor].isDigit
        else { throw .noSuchVersion }
        guard word[major] == UInt8(ascii: "1") else { throw .otherVersion }
        switch word[minor] {
        case UInt8(ascii: "0"): return .http10
        case UInt8(ascii: "1"): return .http11
        default: throw .noSuchVersion
        }
    }

    /// Where the path of a target begins, by the form that the target has.
    private static func resource(
        _ text: Span<UInt8>,
        _ target: Range<Int>,
        method: Range<Int>
    ) throws(RequestFault) -> (start: Int, authority: Extent?) {
        guard !text.extracting(method).reads("CONNECT") else { throw .connect }
        guard let first = target.first else { throw .target }
        if text[first] == UInt8(ascii: "/") { return (first, nil) }
        if text.extracting(target).reads("*") {
            guard text.extracting(method).reads("OPTIONS") else { throw .target }
            return (first, nil)
        }
        guard let start = text.endOfScheme(in: target) else { throw .target }
        let end = text.endOfAuthority(in: start..<target.upperBound)
        guard end > start else { throw .target }
        return (end, Extent(start..<end))
    }

    /// Checks the characters and finds the first `?`.
    private static func split(
        _ text: Span<UInt8>,
        _ resource: Range<Int>
    ) throws(RequestFault) -> (path: Extent, query: Extent?) {
        var mark: Int?
        for index in resource {
            // A fragment never leaves its client.
            guard text[index].isVisible, text[index] != UInt8(ascii: "#") else { throw .target }
            if mark == nil, text[index] == UInt8(ascii: "?") { mark = index }
        }
        guard let mark else { return (Extent(resource), nil) }
        return (Extent(resource.lowerBound..<mark), Extent(mark + 1..<resource.upperBound))
    }
}

extension Span<UInt8> {
    /// Where `http://` or `https://` ends; `nil` when the range begins with neither.
    fileprivate func endOfScheme(in range: Range<Int>) -> Int? {
        let rest = extracting(range)
        if rest.count >= 7, rest.extracting(first: 7).readsWithoutCase("http://") { return range.lowerBound + 7 }
        if rest.count >= 8, rest.extracting(first: 8).readsWithoutCase("https://") { return range.lowerBound + 8 }
        return nil
    }

    fileprivate func endOfAuthority(in range: Range<Int>) -> Int {
        for index in range {
            switch self[index] {
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return index
            default: continue
            }
        }
        return range.upperBound
    }
}
