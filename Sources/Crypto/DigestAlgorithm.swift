import COpenSSL
import Synchronization

/// A digest algorithm of OpenSSL, looked up once: a search by name takes longer than the digest of a short text.
///
/// A context is kept from one digest to the next. It belongs to whoever has taken it out of its place; who finds the place
/// empty, because another thread makes a digest at this moment, makes a context of their own. OpenSSL never changes a
/// fetched algorithm and counts its owners atomically. So threads may share this.
@safe
final class DigestAlgorithm: @unchecked Sendable {
    private let handle: OpaquePointer
    private let place = unsafe Atomic<OpaquePointer?>(nil)

    init(_ name: String) throws(CryptoError) {
        guard let fetched = unsafe EVP_MD_fetch(nil, name, nil) else { throw CryptoError(algorithm: name) }
        unsafe handle = fetched
    }

    deinit {
        unsafe EVP_MD_CTX_free(place.load(ordering: .acquiring))
        unsafe EVP_MD_free(handle)
    }

    /// Writes the digest of the bytes, which is as long as the output.
    func digest(_ bytes: Span<UInt8>, into output: inout MutableSpan<UInt8>) {
        let context = unsafe place.exchange(nil, ordering: .acquiring) ?? EVP_MD_CTX_new()
        defer { unsafe putBack(context) }
        let capacity = output.count
        var isMade = unsafe EVP_DigestInit_ex2(context, handle, nil) == 1
        // Both are lent for the length of a call, and OpenSSL writes no more than the algorithm's size.
        isMade = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe isMade && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
        }
        let written = unsafe output.withUnsafeMutableBufferPointer { output in
            var length: UInt32 = 0
            let code = unsafe EVP_DigestFinal_ex(context, output.baseAddress, &length)
            return code == 1 ? Int(length) : nil
        }
        precondition(isMade && written == capacity, "a digest of bytes in memory failed")
    }

    private func putBack(_ context: OpaquePointer?) {
        let (isPlaced, _) = unsafe place.compareExchange(expected: nil, desired: context, ordering: .releasing)
        if !isPlaced { unsafe EVP_MD_CTX_free(context) }
    }
}
