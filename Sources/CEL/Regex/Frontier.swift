/// The instructions of a program at which it may stand before the next scalar: those that take one or assert something.
struct Frontier {
    private(set) var places: [Int] = []
    /// For each instruction the last round in which it was reached, so that clearing costs nothing.
    private var marks: [UInt]
    private var round: UInt = 1
    private var pending: [Int] = []

    init(_ program: PatternProgram) {
        marks = [UInt](repeating: 0, count: program.code.count)
    }

    mutating func clear() {
        places.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        round += 1
    }

    /// Stands at exactly these places, which an earlier frontier of the same program had.
    mutating func restore(_ saved: [Int]) {
        clear()
        places = saved
        for place in saved { marks[place] = round }
    }

    /// Reaches an instruction and all that follow without a scalar or an assertion.
    ///
    /// - Returns: whether the pattern has matched.
    mutating func enter(_ place: Int, _ program: PatternProgram, work: inout Int) throws(OutOfWork) -> Bool {
        pending.append(place)
        while let place = pending.popLast() {
            if marks[place] == round { continue }
            marks[place] = round
            try spend(&work)
            switch program.code[place] {
            case .consume, .assert: places.append(place)
            case .jump(let distance): pending.append(place + distance)
            case .fork(let distance):
                pending.append(place + distance)
                pending.append(place + 1)
            case .accept: return true
            }
        }
        return false
    }

    /// Goes past the assertions that hold at the boundary.
    ///
    /// - Returns: whether the pattern has matched.
    mutating func pass(_ boundary: Boundary, _ program: PatternProgram, work: inout Int) throws(OutOfWork) -> Bool {
        var index = 0
        while index < places.count {  // Passing one may reach the next.
            if case .assert(let claim) = program.code[places[index]], claim.isSubset(of: boundary),
                try enter(places[index] + 1, program, work: &work)
            {
                return true
            }
            index += 1
        }
        return false
    }

    private func spend(_ work: inout Int) throws(OutOfWork) {
        work -= 1
        if work < 0 { throw OutOfWork() }
    }
}
