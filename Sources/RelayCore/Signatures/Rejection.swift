/// Why a request was not believed: for the operator, never for the sender, who gets one answer whatever was wrong.
package struct Rejection: Error, Equatable, Sendable {
    package let cause: Cause
    /// The position of the scheme that came closest to a match; nil where there is none.
    package let scheme: Int?
    /// The header or parameter that it is about; nil where it is about none.
    package let name: String?

    package init(_ cause: Cause, scheme: Int? = nil, name: String? = nil) {
        self.cause = cause
        self.scheme = scheme
        self.name = name
    }

    /// A stable word; the later it stands here, the further the request had come.
    package enum Cause: String, Sendable, CaseIterable {
        case noScheme = "no-scheme"
        /// The header of the signature is not there.
        case missingSignature = "missing-signature"
        case unknownVersion = "unknown-version"
        /// A header is not there that is signed too.
        case missingHeader = "missing-header"
        case duplicateHeader = "duplicate-header"
        case malformedHeader = "malformed-header"
        case unknownAddress = "unknown-address"
        case notAForm = "not-a-form"
        case noSecret = "no-secret"
        case secretUnreadable = "secret-unreadable"
        case badEncoding = "bad-encoding"
        case wrongToken = "wrong-token"
        case wrongSignature = "wrong-signature"
        case wrongBodyDigest = "wrong-body-digest"
        case unreadableTimestamp = "unreadable-timestamp"
        case stale
        case future
    }

    /// Whether the request had come further than that of another rejection.
    func isFurther(than other: Rejection) -> Bool { cause.rank > other.cause.rank }
}

extension Rejection.Cause {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Rejection: CustomStringConvertible {
    package var description: String { "\(fact). \(remedy)" }

    /// What is the matter, without a capital and a full stop.
    package var fact: String {
        let name = name ?? "signature"
        return switch cause {
        case .noScheme: "the source says no way to sign"
        case .noSecret: "the source has no secret that holds at this time"
        case .secretUnreadable: "no secret of the source can be read as a key of its scheme"
        case .missingSignature, .missingHeader: "the header \(name) is not there"
        case .duplicateHeader: "\(name) stands there more than once"
        case .malformedHeader: "the header \(name) is not written as its scheme writes it"
        case .unknownVersion: "the header \(name) holds no signature of the version that counts"
        case .badEncoding: "the signature in \(name) is no text of the right length and alphabet"
        case .unknownAddress: "the address is signed, and the service does not know its own"
        case .notAForm: "the body is no form, and the address holds no \(name)"
        case .wrongToken: "the header \(name) does not hold the secret"
        case .wrongSignature: "the signature in \(name) does not belong to this request and secret"
        case .wrongBodyDigest: "the body does not have the digest that \(name) says"
        case .unreadableTimestamp: "the signature is right, and its time cannot be read"
        case .stale: "the signature is right, and older than is tolerated"
        case .future: "the signature is right, and of a time that is yet to come"
        }
    }

    package var remedy: String {
        switch cause {
        case .noScheme: "Name a preset, or write its signature."
        case .noSecret: "Give the source its secret; look at \"from\" and \"until\"."
        case .secretUnreadable: "Copy the secret again as the sender shows it, whole and with its prefix."
        case .missingSignature, .missingHeader:
            "See that the sender signs, that the preset is its own, and that no proxy drops the header."
        case .duplicateHeader: "See which proxy adds it a second time."
        case .malformedHeader, .unknownVersion: "See that the preset is that of the sender."
        case .badEncoding: "See that the preset is that of the sender, and that nothing has cut the header."
        case .unknownAddress: "Set service.publicUrl to the address that is registered at the sender."
        case .notAForm: "See that the body comes with its Content-Type, as the sender sent it."
        case .wrongToken: "Compare the secret with that at the sender."
        case .wrongSignature:
            "Compare the secret with that at the sender, and see that no proxy changes the body or, where it is signed, the "
                + "address."
        case .wrongBodyDigest: "See that no proxy changes the body."
        case .unreadableTimestamp: "See that the preset is that of the sender."
        case .stale:
            "Set this machine's clock, or a longer tolerance in the source if the sender repeats its old signatures."
        case .future: "Set this machine's clock."
        }
    }
}
