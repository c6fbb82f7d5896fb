/// Pairs rows with columns so that the sum of their costs is the least (the Hungarian method).
struct Assignment {
    private let costs: [[Int]]
    private let size: Int
    private var rowPotential: [Int]
    private var columnPotential: [Int]
    /// The row that each column has, from one; zero for none. The column before the first starts each search.
    private var rowOfColumn: [Int]

    /// The column of each row; there must be as many rows as columns.
    static func columns(cheapestOf costs: [[Int]]) -> [Int] {
        var assignment = Assignment(costs)
        for row in costs.indices { assignment.add(row + 1) }
        var columns = Array(repeating: 0, count: costs.count)
        for column in 1..<(costs.count + 1) { columns[assignment.rowOfColumn[column] - 1] = column - 1 }
        return columns
    }

    private init(_ costs: [[Int]]) {
        precondition(costs.allSatisfy { $0.count == costs.count }, "there must be as many rows as columns")
        self.costs = costs
        size = costs.count
        rowPotential = Array(repeating: 0, count: size + 1)
        columnPotential = rowPotential
        rowOfColumn = rowPotential
    }

    /// Gives a row a column, and others new ones where that is cheaper.
    private mutating func add(_ row: Int) {
        rowOfColumn[0] = row
        var cheapest = Array(repeating: Int.max, count: size + 1)
        var previous = Array(repeating: 0, count: size + 1)
        var isVisited = Array(repeating: false, count: size + 1)
        var column = 0
        repeat {
            isVisited[column] = true
            let current = rowOfColumn[column]
            var (next, step) = (0, Int.max)
            for candidate in 1..<(size + 1) where !isVisited[candidate] {
                let cost =
                    costs[current - 1][candidate - 1] - rowPotential[current] - columnPotential[candidate]
                if cost < cheapest[candidate] { (cheapest[candidate], previous[candidate]) = (cost, column) }
                if cheapest[candidate] < step { (step, next) = (cheapest[candidate], candidate) }
            }
            shift(by: step, isVisited, &cheapest)
            column = next
        } while rowOfColumn[column] != 0
        while column != 0 {
            rowOfColumn[column] = rowOfColumn[previous[column]]
            column = previous[column]
        }
    }

    private mutating func shift(by step: Int, _ isVisited: [Bool], _ cheapest: inout [Int]) {
        for column in 0..<(size + 1) {
            if isVisited[column] {
                rowPotential[rowOfColumn[column]] += step
                columnPotential[column] -= step
            } else if column > 0 {
                cheapest[column] -= step
            }
        }
    }
}
