package import HTTPWire
package import RelayCore

/// The headers of a parsed request, as signatures are looked for in them.
extension HeaderFields: HeaderValues {
    package func value(of name: String) -> HeaderValue {
        let (first, isRepeated) = slice(of: name)
        guard let first else { return .absent }
        return isRepeated ? .repeated : .one(first)
    }
}
