import RelayMocks
import Testing

/// What a document says, and a request that shows whether a stand-in keeps to it.
struct Said: Sendable, CustomTestStringConvertible {
    let sentence: String
    /// What came before, which is taken for done.
    let before: [Asked]
    let asked: Asked

    init(_ sentence: String, after before: [Asked] = [], _ asked: Asked) {
        self.sentence = sentence
        self.before = before
        self.asked = asked
    }

    var testDescription: String { "\(sentence) \(asked.what)" }

    /// Asks a stand-in, which is a copy of its own for each sentence.
    func check(_ api: some MockAPI) {
        var api = api
        for earlier in before { _ = api.answer(earlier.request, at: .noon) }
        asked.check(api)
    }
}
