/// What this program calls itself, in its help, its `User-Agent` and its logs.
package enum Product {
    package static let name = "leadrelay"
    package static let version = "0.1.0"
}
