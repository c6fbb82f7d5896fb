/// The calls that a stand-in knows, each a method and a path; a segment `{}` takes any text that is not empty, and a
/// method `*` stands for all of them.
struct CallTable<Call: Sendable>: Sendable {
    struct Row: Sendable {
        let method: String
        let segments: [String]
        let call: Call
    }

    enum Match {
        case call(Call, parameters: [String])
        /// The path is known under other methods.
        case otherMethods([String])
        case unknown
    }

    private let rows: [Row]

    /// Earlier rows win over later ones.
    init(_ rows: [(method: String, path: String, call: Call)]) {
        self.rows = rows.map { row in
            Row(
                method: row.method,
                segments: row.path.dropFirst().split(separator: "/").map(String.init),
                call: row.call
            )
        }
    }

    func match(_ request: MockRequest) -> Match {
        guard let segments = request.segments else { return .unknown }
        let fitting = rows.compactMap { row in row.parameters(of: segments).map { (row, $0) } }
        if let (row, parameters) = fitting.first(where: { [request.method, "*"].contains($0.0.method) }) {
            return .call(row.call, parameters: parameters)
        }
        return fitting.isEmpty ? .unknown : .otherMethods(fitting.map(\.0.method))
    }
}

extension CallTable.Row {
    fileprivate func parameters(of path: [String]) -> [String]? {
        guard path.count == segments.count else { return nil }
        let pairs = zip(segments, path)
        guard pairs.allSatisfy({ $0 == $1 || ($0 == "{}" && !$1.isEmpty) }) else { return nil }
        return pairs.filter { $0.0 == "{}" }.map(\.1)
    }
}
