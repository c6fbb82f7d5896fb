import Quotation
import Spelling

/// What to do about a word that is not one of those that may stand there.
enum Suggestion {
    /// A sentence that names the closest word, or else lists them all.
    static func remedy(for word: String, among candidates: [String]) -> String {
        if let closest = Spelling.nearest(to: word, among: candidates) { return "Did you mean \(closest.quoted)?" }
        return "It can be \(candidates.map(\.quoted).joined(separator: ", "))."
    }
}
