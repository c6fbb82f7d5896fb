import LinuxIO

/// Which processors the relay runs on, and which what loads it.
struct Seats: Sendable {
    let relay: ProcessorSet
    let load: ProcessorSet

    /// The relay gets a processor to itself where there are two; else all share what there is.
    init(_ available: ProcessorSet = .current) {
        let numbers = available.numbers
        relay = ProcessorSet(Array(numbers.prefix(1)))
        load = ProcessorSet(numbers.count > 1 ? Array(numbers.dropFirst()) : numbers)
    }

    var areApart: Bool { relay != load && !relay.numbers.isEmpty }

    var words: String {
        guard areApart else { return "one processor for the relay, the load and the destinations" }
        let others = load.numbers.map { String($0) }.joined(separator: ", ")
        return "the relay on processor \(relay.numbers[0]), the load and the destinations on \(others)"
    }
}
