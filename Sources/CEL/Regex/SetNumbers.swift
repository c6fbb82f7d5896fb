/// Numbers the sets of a pattern, equal ones alike.
struct SetNumbers {
    private(set) var inOrder: [ScalarSet] = []
    private var numbers: [ScalarSet: Int] = [:]

    mutating func number(of set: ScalarSet) -> Int {
        if let known = numbers[set] { return known }
        numbers[set] = inOrder.count
        inOrder.append(set)
        return inOrder.count - 1
    }
}
