/// Elements in order, most of which leave at the start: to move the rest each time would cost more than all else.
struct SortedQueue<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    /// How many at the start are gone.
    private var gone = 0

    var indices: Range<Int> { gone..<elements.count }
    var count: Int { elements.count - gone }
    var isEmpty: Bool { count == 0 }
    var first: Element? { isEmpty ? nil : elements[gone] }
    var last: Element? { isEmpty ? nil : elements[elements.count - 1] }
    /// All of them, the first at the start.
    var all: ArraySlice<Element> { elements[gone...] }

    /// An index stays the same until something before it goes.
    subscript(index: Int) -> Element {
        get { elements[index] }
        set { elements[index] = newValue }
    }

    /// The index of the first that does not stand before what is looked for.
    func index(behind standsBefore: (Element) -> Bool) -> Int {
        var (low, high) = (gone, elements.count)
        while low < high {
            let middle = (low + high) / 2
            if standsBefore(elements[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func insert(_ element: Element, at index: Int) { elements.insert(element, at: index) }

    mutating func remove(at index: Int) {
        // Nearly always it is one of the first, and fewer stand before it than behind it.
        guard index - gone < elements.count - index else {
            elements.remove(at: index)
            return
        }
        for later in stride(from: index, to: gone, by: -1) { elements[later] = elements[later - 1] }
        removeFirst()
    }

    mutating func removeFirst() {
        gone += 1
        guard gone * 2 > elements.count else { return }
        elements.removeFirst(gone)
        gone = 0
    }

    /// Takes the last out, so many at most.
    mutating func removeLast(_ count: Int = 1) -> ArraySlice<Element> {
        let last = all.suffix(count)
        elements.removeLast(last.count)
        return last
    }
}
