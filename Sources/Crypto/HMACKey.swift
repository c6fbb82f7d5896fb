import COpenSSL
import RelayCore
import Synchronization

/// A key for HMAC, whose context is kept from one code to the next: to copy one takes a quarter as long as the code of a
/// small body.
///
/// The context that codes are made in belongs to whoever has taken it out of its place. Who finds the place empty, because
/// another thread makes a code at this moment, works on a copy of `prepared`, which nothing ever changes. So threads may
/// share this.
@safe
final class HMACKey: Authenticator, @unchecked Sendable {
    private let prepared: OpaquePointer
    private let place = unsafe Atomic<OpaquePointer?>(nil)

    init(_ algorithm: HMACAlgorithm, key: Span<UInt8>) {
        unsafe prepared = unsafe algorithm.makeContext(key: key)
    }

    deinit {
        unsafe EVP_MAC_CTX_free(place.load(ordering: .acquiring))
        unsafe EVP_MAC_CTX_free(prepared)
    }

    func code(_ head: Span<UInt8>, _ body: Span<UInt8>, _ tail: Span<UInt8>, into output: inout MutableSpan<UInt8>)
        -> Int
    {
        let context = unsafe taken()
        defer { unsafe putBack(context) }
        // Without a key the context starts anew with the one it has.
        var isMade = unsafe EVP_MAC_init(context, nil, 0, nil) == 1
        isMade = unsafe Self.update(context, head) && Self.update(context, body) && Self.update(context, tail) && isMade
        let written = unsafe output.withUnsafeMutableBufferPointer { output in
            var length = 0
            let code = unsafe EVP_MAC_final(context, output.baseAddress, &length, output.count)
            return code == 1 ? length : nil
        }
        guard isMade, let written else { preconditionFailure("a code for bytes in memory failed") }
        return written
    }

    private func taken() -> OpaquePointer? {
        if let context = unsafe place.exchange(nil, ordering: .acquiring) { return unsafe context }
        return unsafe EVP_MAC_CTX_dup(prepared)
    }

    private func putBack(_ context: OpaquePointer?) {
        let (isPlaced, _) = unsafe place.compareExchange(expected: nil, desired: context, ordering: .releasing)
        if !isPlaced { unsafe EVP_MAC_CTX_free(context) }
    }

    private static func update(_ context: OpaquePointer?, _ bytes: Span<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return true }
        // Lent for the length of the call.
        return unsafe bytes.withUnsafeBufferPointer { unsafe EVP_MAC_update(context, $0.baseAddress, $0.count) == 1 }
    }
}
