package import CivilTime

/// Something that an operator should look at: told once, and counted for as long as it goes on.
package struct Attention: Sendable, Equatable {
    /// A stable word for what is wrong.
    package let kind: String
    /// What it is wrong with: a destination, a lead's lane, an event's type.
    package let subject: String
    package let detail: String
    package let remedy: String

    /// How many there are at most; then those go that were seen last the longest ago.
    package static let most = 500
    private static let longestSubject = 256
    private static let longestText = 1_024

    /// Keeps what goes into few lines, because some of it comes from senders.
    package init(_ kind: String, of subject: String, detail: String = "", remedy: String = "") {
        self.kind = kind
        self.subject = subject.cut(to: Self.longestSubject)
        self.detail = detail.cut(to: Self.longestText)
        self.remedy = remedy.cut(to: Self.longestText)
    }

    package var name: Name { Name(kind: kind, subject: subject) }

    /// What tells one from another.
    package struct Name: Sendable, Hashable {
        package let kind: String
        package let subject: String

        package init(kind: String, subject: String) {
            self.kind = kind
            self.subject = subject
        }
    }
}

/// How something stands that an operator should look at.
package struct AttentionRecord: Sendable, Equatable {
    /// As it was told last.
    package let attention: Attention
    package let first: Timestamp
    package let last: Timestamp
    package let count: Int

    package init(_ attention: Attention, first: Timestamp, last: Timestamp, count: Int) {
        self.attention = attention
        self.first = first
        self.last = last
        self.count = count
    }
}

extension String {
    /// The beginning that takes no more bytes than that.
    fileprivate func cut(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: limit)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
