import Glibc

/// The seeds that a simulated test runs over; `RELAY_SEEDS` lowers their number where each costs more, and
/// `RELAY_SEED_FROM` says which is the first: to see one again that failed, or others than yesterday's.
package enum Seeds {
    /// The seeds from the first up to `count`, or up to what the environment allows, if that is less.
    package static func first(_ count: UInt64) -> Range<UInt64> {
        first(count, limit: variable("RELAY_SEEDS"), from: variable("RELAY_SEED_FROM"))
    }

    package static func first(_ count: UInt64, limit: String?, from start: String? = nil) -> Range<UInt64> {
        let most = limit.map { number($0, named: "RELAY_SEEDS", atLeast: 1) } ?? count
        let first = start.map { number($0, named: "RELAY_SEED_FROM", atLeast: 0) } ?? 0
        return first..<first + min(count, most)
    }

    /// The same in pieces, for a test that runs many in each of its cases.
    package static func first(_ count: UInt64, each size: UInt64) -> [Range<UInt64>] {
        let all = first(count)
        return stride(from: all.lowerBound, to: all.upperBound, by: Int(size)).map { start in
            start..<min(start + size, all.upperBound)
        }
    }

    private static func variable(_ name: String) -> String? {
        // The environment is read while tests are collected; nothing here ever writes to it.
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    private static func number(_ text: String, named name: String, atLeast least: UInt64) -> UInt64 {
        guard let number = UInt64(text), number >= least else {
            preconditionFailure("\(name)=\(text) is not a number of seeds; set it to \(least) or more")
        }
        return number
    }
}
