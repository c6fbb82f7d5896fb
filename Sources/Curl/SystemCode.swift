import Glibc

/// What the system said of a connection that failed.
enum SystemCode {
    static func isRefusal(_ code: Int) -> Bool { code == Int(ECONNREFUSED) }
}
