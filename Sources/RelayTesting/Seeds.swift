import Glibc

/// The seeds that a simulated test runs over; `RELAY_SEEDS` lowers their number where each costs more.
package enum Seeds {
    /// The seeds from zero up to `count`, or up to what the environment allows, if that is less.
    package static func first(_ count: UInt64) -> Range<UInt64> {
        // The environment is read while tests are collected; nothing here ever writes to it.
        let limit = unsafe getenv("RELAY_SEEDS").map { unsafe String(cString: $0) }
        return first(count, limit: limit)
    }

    package static func first(_ count: UInt64, limit: String?) -> Range<UInt64> {
        guard let limit else { return 0..<count }
        guard let most = UInt64(limit), most > 0 else {
            preconditionFailure("RELAY_SEEDS=\(limit) is not a number of seeds; set it to 1 or more")
        }
        return 0..<min(count, most)
    }
}
