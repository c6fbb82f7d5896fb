/// A figure of the relay: what each round found, beside what it is held against.
package struct Figure: Sendable, Equatable {
    /// What it is called in JSON.
    package let name: String
    /// What it is called in the table.
    package let label: String
    package let unit: Unit
    package let rounds: Sample
    package let bar: Bar?

    package init(_ name: String, _ label: String, _ unit: Unit, _ rounds: [Double], bar: Bar? = nil) {
        (self.name, self.label, self.unit, self.bar) = (name, label, unit, bar)
        self.rounds = Sample(rounds)
    }

    /// What it is counted in; a ratio has none.
    package enum Unit: String, Sendable {
        case perSecond = "/s"
        case milliseconds = "ms"
        case nanoseconds = "ns"
        case seconds = "s"
        case mebibytes = "MiB"
        case ratio = ""
    }

    /// What is to be reached first, and what then.
    package struct Bar: Sendable, Equatable {
        package let first: Double
        package let aim: Double

        package init(first: Double, aim: Double) { (self.first, self.aim) = (first, aim) }

        /// Whether less is better.
        var isCeiling: Bool { aim < first }
    }

    /// How far it has come.
    package enum Standing: String, Sendable { case aim, bar, missed }

    /// Nil where it is held against nothing.
    package var standing: Standing? {
        guard let bar, !rounds.isEmpty else { return nil }
        let figure = rounds.median
        if bar.isCeiling { return figure <= bar.aim ? .aim : figure <= bar.first ? .bar : .missed }
        return figure >= bar.aim ? .aim : figure >= bar.first ? .bar : .missed
    }
}

extension Figure {
    /// A number as a reader wants it: whole where it is large, three digits where it is small.
    package static func text(_ number: Double) -> String {
        let magnitude = number.magnitude
        guard magnitude < 100 else { return String(Int64(number.rounded())) }
        let places = magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3
        return decimal(number, places: places)
    }

    /// A number with so many decimal places, which the standard library has no words for.
    static func decimal(_ number: Double, places: Int) -> String {
        let unit = (0..<places).reduce(Int64(1)) { result, _ in result * 10 }
        let scaled = Int64((number.magnitude * Double(unit)).rounded())
        let fraction = String(scaled % unit)
        let sign = number < 0 && scaled > 0 ? "-" : ""
        let zeros = String(repeating: "0", count: places - fraction.count)
        return places == 0 ? "\(sign)\(scaled)" : "\(sign)\(scaled / unit).\(zeros)\(fraction)"
    }
}
