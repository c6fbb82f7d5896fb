/// A text that grows within the budget.
struct FormatOutput {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ piece: some Collection<UInt8>, _ budget: inout Budget) throws(EvaluationError) {
        let added = Value.weight(ofBytes: piece.count)
        try budget.admit(grown: Value.weight(ofBytes: bytes.count + piece.count), by: added)
        bytes += piece
    }

    mutating func append(_ piece: String, _ budget: inout Budget) throws(EvaluationError) {
        try append(piece.utf8, &budget)
    }
}
