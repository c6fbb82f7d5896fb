/// A group whose end has not been read yet.
struct OpenGroup {
    let start: Int
    let flagsOutside: PatternFlags
    private var branches: [Fragment] = []
    private var body = Fragment()
    /// The last item of the branch, to which a repetition applies.
    var last: Fragment?

    init(start: Int, flagsOutside: PatternFlags) {
        self.start = start
        self.flagsOutside = flagsOutside
    }

    mutating func push(_ item: Fragment) {
        if let last { body.append(last) }
        last = item
    }

    mutating func startBranch() {
        branches.append(finishedBranch())
        body = Fragment()
        last = nil
    }

    func finished() -> Fragment {
        branches.isEmpty ? finishedBranch() : Fragment(anyOf: branches + [finishedBranch()])
    }

    private func finishedBranch() -> Fragment {
        var branch = body
        if let last { branch.append(last) }
        return branch
    }
}
