import RelayCore
import SQLite

/// The sends that deliveries were planned for, as small numbers.
final class SendTable {
    private let insert, select, revive, retire, setRules, completeRivals: Statement
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
        /// What the routes file says of it; nothing of its own where it is not there.
        var rules = SendRules.standard
        /// After which event all its deliveries stand among their rivals; nil as long as it has never wanted only the latest.
        var rivalsAfter: Int64?
    }

    /// Whether any wants only the latest: where none does, nobody has to ask further.
    private(set) var hasLatest = false
    /// Those whose deliveries stand among their rivals.
    private var withRivals: Set<Int64> = []
    /// Whether there are any: where there are none, nobody has to ask further.
    var haveRivals: Bool { !withRivals.isEmpty }
    /// Whether what is in memory may not be what stands on disk: it is to be loaded before anything relies on it.
    private(set) var isStale = false

    init(_ connection: borrowing Connection, _ names: NameTable) throws(SQLiteError) {
        self.names = names
        insert = try connection.prepare(
            """
            INSERT INTO sends (route, send, destination, lane_destination, takes_latest, holds, rivals_after)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN ?5 THEN 0 END)
            """
        )
        select = try connection.prepare(
            """
            SELECT id, route, send, destination, lane_destination, is_retired, takes_latest, holds, rivals_after
            FROM sends
            """
        )
        revive = try connection.prepare("UPDATE sends SET is_retired = 0 WHERE id = ?")
        retire = try connection.prepare("UPDATE sends SET is_retired = 1 WHERE id = ?")
        // Those that wait already are not put among their rivals: too many for one transaction.
        setRules = try connection.prepare(
            """
            UPDATE sends SET takes_latest = ?1, holds = ?2, rivals_after = CASE
                WHEN ?1 THEN coalesce(rivals_after, (SELECT max(number) FROM events), 0) ELSE rivals_after END
            WHERE id = ?3
            """
        )
        completeRivals = try connection.prepare("UPDATE sends SET rivals_after = 0 WHERE id = ?")
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
            guard entry.isRetired else { return entry }
            try setRetired(false, address, entry)
            try set(address.rules, of: entry)
            try load()
            return entries[address] ?? entry
        }
        let destination = try names.id(of: address.destination)
        try insert.run {
            $0.text(address.route)
            $0.text(address.send)
            $0.text(address.destination)
            $0.integer(destination)
            $0.rules(address.rules)
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

    /// Takes over what the routes file now says of all of them.
    func adopt(_ kept: Set<DeliveryAddress>) throws(SQLiteError) {
        var hasChanged = false
        for (address, entry) in entries {
            let rules = kept.firstIndex(of: address).map { kept[$0].rules } ?? .standard
            guard rules != entry.rules else { continue }
            try set(rules, of: entry)
            hasChanged = true
        }
        if hasChanged { try load() }
    }

    /// What waited when it first wanted only the latest has ended.
    func completeRivals(of entry: Entry) throws(SQLiteError) {
        try completeRivals.run { $0.integer(entry.id) }
        try load()
    }

    /// Where those stand that are of a send and about a lead; nil where none of that send do.
    func rivalsKey(of send: Int64, lead: String) -> Int64? {
        withRivals.contains(send) ? Lane.rivalsKey(of: send, lead: lead) : nil
    }

    private func set(_ rules: SendRules, of entry: Entry) throws(SQLiteError) {
        try setRules.run {
            $0.rules(rules)
            $0.integer(entry.id)
        }
    }

    /// Reads anew what is on disk, or lets it be read when that can be done again: what fails a transaction may fail this.
    func takeBack() {
        isStale = true
        try? load()
    }

    /// Reads anew what is on disk.
    func load() throws(SQLiteError) {
        let rows = try select.all { row in
            let (isRetired, rules) = (row.integer(5) != 0, row.rules(6))
            return (
                DeliveryAddress(route: row.text(1), send: row.text(2), destination: row.text(3), rules: rules),
                Entry(
                    id: row.integer(0),
                    destination: row.integer(4),
                    isRetired: isRetired,
                    rules: rules,
                    rivalsAfter: row.optionalInteger(8)
                )
            )
        }
        hasLatest = rows.contains { $0.1.rules.order == .latest }
        withRivals = Set(rows.filter { $0.1.rivalsAfter != nil }.map(\.1.id))
        entries = Dictionary(rows) { $1 }
        recent.removeAll()
        addresses = Dictionary(rows.map { ($1.id, $0) }) { $1 }
        isStale = false
    }
}

extension Row {
    /// Two columns from there on.
    fileprivate func rules(_ column: Int32) -> SendRules {
        SendRules(
            order: integer(column) != 0 ? .latest : .every,
            onDead: integer(column + 1) != 0 ? .hold : .release
        )
    }
}

extension Binder {
    fileprivate mutating func rules(_ rules: SendRules) {
        integer(rules.order == .latest ? 1 : 0)
        integer(rules.onDead == .hold ? 1 : 0)
    }
}

extension DeliveryAddress {
    static let unknown = DeliveryAddress(route: "?", send: "?", destination: "?")
}
