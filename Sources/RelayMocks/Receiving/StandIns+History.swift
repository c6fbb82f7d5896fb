extension StandIns {
    /// How many notes, or changes of its status, are kept of a lead: a stand-in runs for days, and forgets the rest.
    package static let keptHistory = 100
}

extension Array {
    /// Adds an element, and drops the oldest where there are more than so many.
    mutating func append(_ element: Element, keeping limit: Int) {
        append(element)
        if count > limit { removeFirst(count - limit) }
    }
}
