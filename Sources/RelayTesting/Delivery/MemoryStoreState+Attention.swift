import CivilTime
import RelayCore

/// What an operator should look at.
extension MemoryStoreState {
    mutating func attend(_ told: Attention, times: Int, at now: Timestamp) -> StoreResult {
        let known = attention[told.name]
        let count = (known?.count ?? 0) + times
        attention[told.name] = AttentionRecord(told, first: known?.first ?? now, last: now, count: count)
        let others = sortedAttention.filter { $0.attention.name != told.name }
        for old in others.dropFirst(Attention.most - 1) { attention[old.attention.name] = nil }
        return .noted(isNew: known == nil)
    }

    mutating func attended(_ name: Attention.Name?) -> StoreResult {
        let count = attention.count
        if let name { attention[name] = nil } else { attention = [:] }
        return .changed(count - attention.count)
    }

    var sortedAttention: [AttentionRecord] {
        attention.values.sorted {
            ($1.last, $1.first, $0.attention.kind, $0.attention.subject)
                < ($0.last, $0.first, $1.attention.kind, $1.attention.subject)
        }
    }
}
