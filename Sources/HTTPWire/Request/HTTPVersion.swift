/// The versions of HTTP that a connection may speak.
package enum HTTPVersion: Sendable, Hashable {
    case http10
    case http11
}
