/// How often a counted repetition takes its argument.
struct Counts {
    let least: Int
    /// Nil where there is no limit.
    let most: Int?

    /// What the repetition contributes to the product of repetitions inside each other, as RE2 counts it.
    var product: Int { most ?? least }

    var isInOrder: Bool { least <= most ?? least }

    /// How many instructions the repetition makes of an argument that has so many.
    func size(of argument: Int) -> Int {
        guard let most else { return least == 0 ? argument + 2 : least * argument + 1 }
        return most * argument + (most - least)
    }
}
