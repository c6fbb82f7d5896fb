/// The places where a part occurs in a text, from left to right and without overlap.
///
/// They are found one by one and not kept: a large text may have millions of them, to be paid for before anything is made.
struct Cuts: Sequence, IteratorProtocol {
    private let text: String
    private let part: String
    private let search: ByteSearch
    private let cutsEnds: Bool
    private var left: Int
    private var position: Int

    /// Looks for `limit` places at the most, or for all when it is below zero.
    ///
    /// An empty part stands between any two code points, and where it `cutsEnds` also before the first and behind the
    /// last.
    init(of part: String, in text: String, limit: Int64, cutsEnds: Bool) {
        self.text = text
        self.part = part
        search = ByteSearch(part)
        self.cutsEnds = cutsEnds
        left = limit < 0 ? .max : Int(limit)
        position = 0
        if part.isEmpty, !cutsEnds { position = text.utf8Span.span.offset(ofCodePoint: 1) ?? text.utf8.count }
    }

    mutating func next() -> Range<Int>? {
        guard left > 0 else { return nil }
        left -= 1
        return part.isEmpty ? nextBoundary() : nextOccurrence()
    }

    private mutating func nextOccurrence() -> Range<Int>? {
        guard let start = search.first(in: text.utf8Span.span, from: position) else { return nil }
        position = start + part.utf8.count
        return start..<position
    }

    private mutating func nextBoundary() -> Range<Int>? {
        let bytes = text.utf8Span.span
        let boundary = position
        guard cutsEnds ? boundary <= bytes.count : boundary < bytes.count else { return nil }
        position = bytes.offset(ofCodePoint: 1, from: boundary) ?? bytes.count + 1
        return boundary..<boundary
    }

    /// How many there are; each 32 of them are a step.
    func count(_ budget: inout Budget) throws(EvaluationError) -> Int {
        var count = 0
        for _ in self {
            count += 1
            if count.isMultiple(of: 32) { try budget.step() }
        }
        return count
    }
}
