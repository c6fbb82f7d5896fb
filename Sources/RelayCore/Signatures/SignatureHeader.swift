import JSON

/// What stands in the header of a signature: one signature or several, and with some senders the time.
struct SignatureHeader {
    /// Which of the scheme's headers it is, in lower case.
    let name: String
    /// Most requests hold one signature, for which no array is made.
    private(set) var first: ArraySlice<UInt8>?
    private(set) var others: [ArraySlice<UInt8>] = []
    private(set) var timestamp: ArraySlice<UInt8>?

    /// More than any sender has secrets to sign with; each one of a public key takes a while to check.
    private static let mostSignatures = 16

    /// Finds the header: the scheme's own, else the first there is of those that may take its place.
    static func find(_ check: SchemeCheck, in headers: any HeaderValues) throws(Rejection) -> SignatureHeader {
        for name in check.scheme.headers {
            switch headers.value(of: name) {
            case .absent: continue
            case .repeated: throw Rejection(.duplicateHeader, name: name)
            case .one(let value): return try SignatureHeader(name, value, check)
            }
        }
        throw Rejection(.missingSignature, name: check.scheme.headers.first)
    }

    private init(_ name: String, _ value: ArraySlice<UInt8>, _ check: SchemeCheck) throws(Rejection) {
        self.name = name
        switch check.scheme.layout {
        case .whole(let prefix): try add(try dropping(prefix, from: value))
        case .elements(let prefix, let element, let separator):
            try readElements(try dropping(prefix, from: value), element, separator, check.scheme.timestamp)
        case .versions(let version): try readVersions(value, version)
        }
        guard first != nil else { throw Rejection(.unknownVersion, name: name) }
    }

    private func dropping(_ prefix: String, from value: ArraySlice<UInt8>) throws(Rejection) -> ArraySlice<UInt8> {
        let length = prefix.utf8.count
        guard value.count > length, value.prefix(length).spells(prefix) else { throw malformed }
        return value.dropFirst(length)
    }

    private var malformed: Rejection { Rejection(.malformedHeader, name: name) }

    private mutating func add(_ signature: ArraySlice<UInt8>) throws(Rejection) {
        guard first != nil else { return first = signature }
        guard others.count < Self.mostSignatures - 1 else { throw malformed }
        others.append(signature)
    }

    /// `t=1,v1=ab`: elements of other names are of other versions, or newer than we are.
    private mutating func readElements(
        _ value: ArraySlice<UInt8>,
        _ wanted: String,
        _ separator: UInt8,
        _ time: SignatureScheme.TimestampPlace?
    ) throws(Rejection) {
        var rest = value
        while true {
            let end = rest.firstIndex(of: separator) ?? rest.endIndex
            try readElement(rest[..<end].drop { $0 == UInt8(ascii: " ") }, wanted, time)
            guard end < rest.endIndex else { break }
            rest = rest[(end + 1)...]
        }
        if case .element? = time?.place, timestamp == nil { throw malformed }
    }

    private mutating func readElement(
        _ element: ArraySlice<UInt8>,
        _ wanted: String,
        _ time: SignatureScheme.TimestampPlace?
    ) throws(Rejection) {
        guard let equals = element.firstIndex(of: UInt8(ascii: "=")), equals > element.startIndex else {
            throw malformed
        }
        let (name, content) = (element[..<equals], element[(equals + 1)...])
        if name.spells(wanted) {
            try add(content)
        } else if case .element(let timeName)? = time?.place, name.spells(timeName) {
            guard timestamp == nil else { throw Rejection(.duplicateHeader, name: "\(timeName) in \(self.name)") }
            guard !content.isEmpty else { throw malformed }
            timestamp = content
        }
    }

    /// `v1,ab v1,cd`: what has another version is passed over.
    private mutating func readVersions(_ value: ArraySlice<UInt8>, _ wanted: String) throws(Rejection) {
        var rest = value
        while true {
            let end = rest.firstIndex(of: UInt8(ascii: " ")) ?? rest.endIndex
            if end > rest.startIndex { try readEntry(rest[..<end], wanted) }
            guard end < rest.endIndex else { break }
            rest = rest[(end + 1)...]
        }
    }

    private mutating func readEntry(_ entry: ArraySlice<UInt8>, _ wanted: String) throws(Rejection) {
        guard let comma = entry.firstIndex(of: UInt8(ascii: ",")) else { throw malformed }
        if entry[..<comma].spells(wanted) { try add(entry[(comma + 1)...]) }
    }
}

extension ArraySlice<UInt8> {
    /// Whether these are the bytes of the text.
    fileprivate func spells(_ text: String) -> Bool { span.isEqual(to: text.utf8Span.span) }
}
