/// What this program calls itself, wherever it gives its name.
package enum Product {
    package static let name = "leadrelay"
    package static let version = "0.1.0"
}
