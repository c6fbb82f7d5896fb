/// Why nothing could be measured, in a line or more.
package struct GaugeFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
