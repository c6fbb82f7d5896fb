/// The work granted to an evaluation is used up before the answer is known.
package struct OutOfWork: Error, Equatable, CustomStringConvertible {
    package init() {}

    package var description: String { "the work granted to this evaluation is used up" }
}
