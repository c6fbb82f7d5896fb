package import JSON
import Quotation

/// One side of a comparison.
package enum ComparedValue: Sendable {
    case json(JSONValue)
    /// A text that stands outside of a body: a path, a header.
    case text(String)
    /// Something that is described rather than shown: a request, a secret.
    case words(String)

    package var shown: String {
        switch self {
        case .json(let json): json.oneLine()
        case .text(let text): text.quoted(upTo: 120)
        case .words(let words): words
        }
    }

    private var text: String? {
        switch self {
        case .json(let json): json.string
        case .text(let text): text
        case .words: nil
        }
    }

    /// Both as they are shown beside each other: what differs can be seen, a type that differs is named.
    static func shown(_ left: ComparedValue, _ right: ComparedValue) -> (left: String, right: String) {
        if case .json(let one) = left, case .json(let other) = right, one.isSame(butForTypeAs: other) {
            return ("\(left.shown) (\(one.kindInWords))", "\(right.shown) (\(other.kindInWords))")
        }
        guard let one = left.text, let other = right.text else { return (left.shown, right.shown) }
        let common = zip(one.unicodeScalars, other.unicodeScalars).prefix { $0 == $1 }.count
        guard common > 40, max(one.unicodeScalars.count, other.unicodeScalars.count) > 60 else {
            return (left.shown, right.shown)
        }
        return (one.quoted(from: common - 20), other.quoted(from: common - 20))
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .json(let json): json.writeCompact(to: &writer)
        case .text(let text), .words(let text): writer.string(text)
        }
    }
}

extension JSONValue {
    /// Whether one is a text and the other is not, and both are written alike: `5` and `"5"`.
    fileprivate func isSame(butForTypeAs other: JSONValue) -> Bool {
        let (text, value) = kind == .string ? (self, other) : (other, self)
        guard let spelled = text.string, value.kind != .string else { return false }
        return spelled.utf8.elementsEqual(value.source)
    }
}

extension String {
    /// The text in quotes without its beginning.
    fileprivate func quoted(from start: Int) -> String {
        "…" + String(unicodeScalars.dropFirst(start)).quoted
    }
}
