/// Pairs rows with columns so that the sum of their costs is the least (the Hungarian method).
struct Assignment {
    private let costs: [[Int]]
    private let width: Int
    private var rowPotential: [Int]
    private var columnPotential: [Int]
    /// The row that each column has, from one; zero for none. The column before the first starts each search.
    private var rowOfColumn: [Int]

    /// The column of each row; there must be at least as many columns as rows.
    static func columns(cheapestOf costs: [[Int]]) -> [Int] {
        var assignment = Assignment(costs)
        for row in costs.indices { assignment.add(row + 1) }
        var columns = Array(repeating: 0, count: costs.count)
        for (column, row) in assignment.rowOfColumn.enumerated().dropFirst() where row > 0 {
            columns[row - 1] = column - 1
        }
        return columns
    }

    private init(_ costs: [[Int]]) {
        width = costs.first?.count ?? 0
        let fits = costs.allSatisfy { [width] in $0.count == width && $0.count >= costs.count }
        precondition(fits, "there must be at least as many columns as rows")
        self.costs = costs
        rowPotential = Array(repeating: 0, count: costs.count + 1)
        columnPotential = Array(repeating: 0, count: width + 1)
        rowOfColumn = columnPotential
    }

    /// Gives a row a column, and others new ones where that is cheaper.
    private mutating func add(_ row: Int) {
        rowOfColumn[0] = row
        var cheapest = Array(repeating: Int.max, count: width + 1)
        var previous = Array(repeating: 0, count: width + 1)
        var isVisited = Array(repeating: false, count: width + 1)
        var column = 0
        repeat {
            isVisited[column] = true
            let current = rowOfColumn[column]
            var (next, step) = (0, Int.max)
            for candidate in 1..<(width + 1) where !isVisited[candidate] {
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
        for column in 0..<(width + 1) {
            if isVisited[column] {
                rowPotential[rowOfColumn[column]] += step
                columnPotential[column] -= step
            } else if column > 0 {
                cheapest[column] -= step
            }
        }
    }
}
