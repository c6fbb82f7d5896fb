/// Digests of bytes: a port, since the algorithms belong to a library that is looked after.
package protocol Digests: Sendable {
    /// SHA-1, for what a standard asks it of, such as names as UUIDs; it proves nothing against somebody who wants it to.
    func sha1(_ bytes: Span<UInt8>) -> [20 of UInt8]
    func sha256(_ bytes: Span<UInt8>) -> [32 of UInt8]
}
