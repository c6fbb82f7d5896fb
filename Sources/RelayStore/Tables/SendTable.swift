import RelayCore
import SQLite

/// The sends that deliveries were planned for, as small numbers.
final class SendTable {
    private let insert, select, revive, retire: Statement
    private let names: NameTable
    private var entries: [DeliveryAddress: Entry] = [:]
    /// By the very objects that were asked for.
    private var recent = FewFound<(address: DeliveryAddress, entry: Entry)>()
    private var addresses: [Int64: DeliveryAddress] = [:]

    struct Entry {
        let id: Int64
        /// The destination's number in `names`.
        let destination: Int64
        /// Whether nothing waits for it, and it was not in the routes file that was loaded last.
        var isRetired: Bool
    }

    init(_ connection: borrowing Connection, _ names: NameTable) throws(SQLiteError) {
        self.names = names
        insert = try connection.prepare(
            "INSERT INTO sends (route, send, destination, lane_destination) VALUES (?, ?, ?, ?)"
        )
        select = try connection.prepare(
            "SELECT id, route, send, destination, lane_destination, is_retired FROM sends"
        )
        revive = try connection.prepare("UPDATE sends SET is_retired = 0 WHERE id = ?")
        retire = try connection.prepare("UPDATE sends SET is_retired = 1 WHERE id = ?")
        try load()
    }

    func entry(for address: DeliveryAddress) throws(SQLiteError) -> Entry {
        if let found = recent.first(where: { $0.address === address }) { return found.entry }
        let entry = try foundEntry(for: address)
        recent.keep((address, entry))
        return entry
    }

    private func foundEntry(for address: DeliveryAddress) throws(SQLiteError) -> Entry {
        if let entry = entries[address] {
            if entry.isRetired { try setRetired(false, address, entry) }
            return entry
        }
        let destination = try names.id(of: address.destination)
        try insert.run {
            $0.text(address.route)
            $0.text(address.send)
            $0.text(address.destination)
            $0.integer(destination)
        }
        try load()
        return entries[address] ?? Entry(id: 0, destination: destination, isRetired: false)
    }

    /// The send of a number; one that is not there was damaged, and gets names that show it.
    func address(_ id: Int64) -> DeliveryAddress { addresses[id] ?? .unknown }

    /// Those that may have deliveries waiting and are not in the list.
    func active(butNot kept: Set<DeliveryAddress>) -> [(address: DeliveryAddress, entry: Entry)] {
        entries.filter { !$0.value.isRetired && !kept.contains($0.key) }
            .map { (address: $0.key, entry: $0.value) }
    }

    func setRetired(_ isRetired: Bool, _ address: DeliveryAddress, _ entry: Entry) throws(SQLiteError) {
        if isRetired { try retire.run { $0.integer(entry.id) } } else { try revive.run { $0.integer(entry.id) } }
        entries[address]?.isRetired = isRetired
        recent.removeAll()
    }

    /// Reads anew what is on disk, for instance after a transaction was taken back.
    func load() throws(SQLiteError) {
        let rows = try select.all { row in
            (
                DeliveryAddress(route: row.text(1), send: row.text(2), destination: row.text(3)),
                Entry(id: row.integer(0), destination: row.integer(4), isRetired: row.integer(5) != 0)
            )
        }
        entries = Dictionary(rows) { $1 }
        recent.removeAll()
        addresses = Dictionary(rows.map { ($1.id, $0) }) { $1 }
    }
}

extension DeliveryAddress {
    static let unknown = DeliveryAddress(route: "?", send: "?", destination: "?")
}
