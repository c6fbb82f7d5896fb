package import RelayCore
import SQLite

extension StoreReader {
    /// How many deliveries wait for each send that is not among these, where any do.
    package func waiting(
        butNotFor kept: Set<DeliveryAddress>
    ) throws(StoreError) -> [(address: DeliveryAddress, count: Int)] {
        try attempting("count what waits") { () throws(SQLiteError) in
            let sends = try connection.prepare("SELECT id FROM sends WHERE is_retired = 0").all { $0.integer(0) }
            let known = try sends.map { send throws(SQLiteError) in (number: send, address: try address(send)) }
            let gone = known.filter { !kept.contains($0.address) }
            // To count takes a look at all that waits.
            guard !gone.isEmpty else { return [] }
            let numbers = gone.map { String($0.number) }.joined(separator: ", ")
            let counts = try connection.prepare(
                """
                SELECT send, count(*) FROM (
                    SELECT send FROM deliveries WHERE send IN (\(numbers)) UNION ALL
                    SELECT send FROM fresh WHERE send IN (\(numbers))
                ) GROUP BY send ORDER BY send
                """
            ).all { ($0.integer(0), Int($0.integer(1))) }
            return try counts.map { send, count throws(SQLiteError) in (try address(send), count) }
        }
    }
}
