import JSON

/// A text of somebody else's that is to be told from others by its bytes.
///
/// Texts count as equal in Swift that only their spelling in Unicode tells apart; the ids of a sender do not.
package struct ExactText: Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

extension ExactText: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        left.text.utf8Span.span.isEqual(to: right.text.utf8Span.span)
    }

    /// What has the same bytes has the same hash, and few have the same without.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
