import COpenSSL

/// A digest algorithm of OpenSSL, looked up once: a search by name takes longer than the digest of a short text.
///
/// OpenSSL never changes a fetched algorithm and counts its owners atomically, so threads may share this.
@safe
final class DigestAlgorithm: @unchecked Sendable {
    private let handle: OpaquePointer

    init(_ name: String) throws(CryptoError) {
        guard let fetched = unsafe EVP_MD_fetch(nil, name, nil) else { throw CryptoError(algorithm: name) }
        unsafe handle = fetched
    }

    deinit { unsafe EVP_MD_free(handle) }

    /// Writes the digest of the bytes, which is as long as the output.
    func digest(_ bytes: Span<UInt8>, into output: inout MutableSpan<UInt8>) {
        let capacity = output.count
        // Both are lent for the length of the call, and OpenSSL writes no more than the algorithm's size.
        let written = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe output.withUnsafeMutableBufferPointer { output in
                var length: UInt32 = 0
                let code = unsafe EVP_Digest(bytes.baseAddress, bytes.count, output.baseAddress, &length, handle, nil)
                return code == 1 ? Int(length) : nil
            }
        }
        precondition(written == capacity, "a digest of bytes in memory failed")
    }
}
