/// The few that were found last, of those that are asked for again and again: to compare costs less than a hash as long
/// as they are few.
struct FewFound<Element> {
    private var elements: [Element] = []
    private static var most: Int { 8 }

    func first(where isWanted: (Element) -> Bool) -> Element? { elements.first(where: isWanted) }

    mutating func keep(_ element: Element) {
        if elements.count == Self.most { elements.removeFirst() }
        elements.append(element)
    }

    mutating func removeAll() { elements.removeAll() }
}
