import JSON

extension MockRequest {
    /// The body as JSON of the documented shape; its content type must say JSON, no name may stand twice, and beside it
    /// there is no query.
    func json(_ shape: Shape) throws(BodyFault) -> JSONValue {
        try refuseQuery()
        guard isDeclaredJSON else { throw BodyFault(nil, "Content-Type must be application/json") }
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(body, duplicates: .refused).root
        } catch {
            throw BodyFault(nil, "Invalid JSON: \(error)")
        }
        try shape.check(root)
        return root
    }

    private var isDeclaredJSON: Bool {
        let types = values(of: "Content-Type")
        guard types.count == 1, let essence = types[0].split(separator: ";").first else { return false }
        return essence.trimmed.lowercased() == "application/json"
    }

    /// Refuses a query, where no document names a parameter of the call.
    func refuseQuery() throws(BodyFault) { _ = try parameters(allowing: []) }

    /// The query's parameters by name, each of them documented and given once.
    func parameters(allowing names: Set<String>) throws(BodyFault) -> [String: String] {
        var parameters: [String: String] = [:]
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentText.decoded(parts[0], plusIsSpace: true),
                let value = PercentText.decoded(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else { throw BodyFault(nil, "Invalid percent-encoding in the query") }
            guard names.contains(name) else { throw BodyFault(name, "Unknown parameter: \(name)") }
            guard parameters.updateValue(value, forKey: name) == nil else {
                throw BodyFault(name, "Repeated parameter: \(name)")
            }
        }
        return parameters
    }
}

extension [String: String] {
    /// A whole number from the query, within bounds.
    func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int) throws(BodyFault) -> Int {
        guard let text = self[name] else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw .mustBe("a whole number from \(range.lowerBound) to \(range.upperBound)", name)
        }
        return number
    }
}

extension Substring {
    /// Without the blanks around it.
    var trimmed: Substring {
        let front = drop { $0 == " " || $0 == "\t" }
        return front.prefix(
            upTo: front.lastIndex { $0 != " " && $0 != "\t" }.map(front.index(after:)) ?? front.startIndex
        )
    }
}
