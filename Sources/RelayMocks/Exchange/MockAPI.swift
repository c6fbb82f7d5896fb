package import CivilTime
package import JSON

/// A stand-in for an API: it judges by the vendor's documents and keeps leads.
///
/// All are strict in the same ways. A field or query parameter that no document names is refused with 400, since the
/// vendor may drop it without a word; so is a repeated name and a content type other than JSON. A call that is documented
/// but not modelled here is answered 501 rather than by a guess. Time comes in as a parameter and chance from a seed, so
/// a run can be repeated to the byte.
package protocol MockAPI: Sendable {
    /// The first path segment below which it is mounted.
    var name: String { get }
    /// Judges a request below the API's base URL, and carries it out.
    mutating func answer(_ request: MockRequest, at moment: Timestamp) -> MockAnswer
    /// Takes over what goes on whatever is done about a request: the chance that was drawn, and how many have come.
    mutating func goOn(as other: Self)
    /// Writes its leads, one value.
    func writeLeads(to writer: inout JSONWriter)
    /// The key that its requests must show; nil where they need none.
    var wantedKey: WantedKey? { get }
    /// A refusal in the form that its documents give to errors, for a reason that they do not know.
    func refusal(_ status: Int, at moment: Timestamp) -> MockAnswer
}

/// The key that a stand-in wants to see, and where.
package struct WantedKey: Sendable, Equatable {
    package let header: String
    /// What stands before the key in the header.
    package let prefix: String
    /// The one right key; nil where any is.
    package let key: String?

    init(_ header: String, prefix: String = "", _ key: String?) {
        self.header = header
        self.prefix = prefix
        self.key = key
    }
}

extension MockAPI {
    /// What a refusal says that no document explains.
    static var unexplained: String { "A fault that was asked for" }

    package mutating func goOn(as _: Self) {}

    /// Answers as if it carried a request out: what a copy does happens nowhere, and nobody else is told of it.
    mutating func lie(about request: MockRequest, at moment: Timestamp) -> MockAnswer {
        var copy = self
        let answer = copy.answer(request, at: moment)
        goOn(as: copy)
        return answer.emitting([])
    }

    package func refusal(_ status: Int, at moment: Timestamp) -> MockAnswer {
        MockAnswer(status) { $0.member("message", Self.unexplained) }
    }
}
