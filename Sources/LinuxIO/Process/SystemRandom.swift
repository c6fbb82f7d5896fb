import CLinux
import Glibc

/// Chance from the kernel, fit for secrets.
package struct SystemRandom: RandomNumberGenerator, Sendable {
    package init() {}

    package func next() -> UInt64 {
        var number: UInt64 = 0
        unsafe withUnsafeMutableBytes(of: &number) { unsafe Self.fill($0) }
        return number
    }

    package func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe bytes.withUnsafeMutableBytes { unsafe Self.fill($0) }
        return bytes
    }

    private static func fill(_ space: UnsafeMutableRawBufferPointer) {
        var filled = 0
        while filled < space.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: space[filled...])
            let count = unsafe getrandom(rest.baseAddress, rest.count, 0)
            let code = errno
            precondition(count > 0 || code == EINTR, "getrandom: error \(code)")
            filled += max(0, count)
        }
    }
}
