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
    static func find(_ scheme: SignatureScheme, in headers: any HeaderValues) throws(Rejection) -> SignatureHeader {
        for name in scheme.headers {
            switch headers.value(of: name) {
            case .absent: continue
            case .repeated: throw Rejection(.duplicateHeader, name: name)
            case .one(let value): return try SignatureHeader(name, value, scheme)
            }
        }
        throw Rejection(.missingHeader, name: scheme.headers.first)
    }

    private init(_ name: String, _ value: ArraySlice<UInt8>, _ scheme: SignatureScheme) throws(Rejection) {
        self.name = name
        switch scheme.layout {
        case .whole(let prefix): try add(try dropping(prefix, from: value))
        case .elements(let prefix, let element, let separator):
            try readElements(try dropping(prefix, from: value), element, separator, scheme.timestamp)
        case .versions(let version): try readVersions(value, version)
        }
        guard first != nil else { throw Rejection(.unknownVersion, name: name) }
    }

    private func dropping(_ prefix: String, from value: ArraySlice<UInt8>) throws(Rejection) -> ArraySlice<UInt8> {
        guard value.starts(with: prefix.utf8), value.count > prefix.utf8.count else { throw malformed }
        return value.dropFirst(prefix.utf8.count)
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
        for part in value.split(separator: separator, omittingEmptySubsequences: false) {
            let element = part.drop { $0 == UInt8(ascii: " ") }
            guard let equals = element.firstIndex(of: UInt8(ascii: "=")), equals > element.startIndex else {
                throw malformed
            }
            let content = element[(equals + 1)...]
            if element[..<equals].elementsEqual(wanted.utf8) {
                try add(content)
            } else if case .element(let name)? = time?.place, element[..<equals].elementsEqual(name.utf8) {
                guard timestamp == nil else { throw Rejection(.duplicateHeader, name: "\(name) in \(self.name)") }
                guard !content.isEmpty else { throw malformed }
                timestamp = content
            }
        }
        if case .element? = time?.place, timestamp == nil { throw malformed }
    }

    /// `v1,ab v1,cd`: what has another version is passed over.
    private mutating func readVersions(_ value: ArraySlice<UInt8>, _ wanted: String) throws(Rejection) {
        for entry in value.split(separator: UInt8(ascii: " ")) {
            guard let comma = entry.firstIndex(of: UInt8(ascii: ",")) else { throw malformed }
            if entry[..<comma].elementsEqual(wanted.utf8) { try add(entry[(comma + 1)...]) }
        }
    }
}
