import RelayCore

/// What a job that sends dead letters again does next.
struct ReplayStep {
    let job: ReplayJob
    let filter: LetterFilter
    let reader: any Ledger
    let rooms: ReplayRooms
    let isFit: (DeadLetter) throws(StoreError) -> Bool

    /// How many letters are read at once.
    private static let page = 200

    /// The next letters that are meant and have room, and how far the job has then come; nil where all wait for room.
    func batch(atMost share: Int, _ fronts: inout ReplayFronts) throws(StoreError) -> ReplayBatch? {
        guard let start = try fronts.start(before: job.last, rooms) else { return nil }
        let page = try reader.deadLetters(in: LetterNumbers(after: start, through: job.last), limit: Self.page)
        var passage = ReplayPassage(from: start, catchingUpWith: fronts.front)
        var (letters, unfit, seen): ([ReplayBatch.Letter], [Int64], Int) = ([], [], 0)
        for letter in page {
            guard letters.count < share, letters.count + unfit.count < job.rest, !passage.isOver else { break }
            seen += 1
            if filter.takes(letter) {
                if try !isFit(letter) {
                    unfit.append(letter.number)
                } else if !fronts.isPast(letter.number, at: letter.destination),
                    try passage.takes(1, at: letter.destination, number: letter.number, rooms)
                {
                    letters.append(ReplayBatch.Letter(letter.id, number: letter.number))
                }
            }
            passage.come(to: letter.number)
        }
        if seen == page.count, page.count < Self.page { passage.come(to: job.last) }
        fronts.advance(by: passage)
        return ReplayBatch(
            job.id,
            from: job.cursor,
            to: fronts.cursor,
            letters,
            unfit: unfit.passed(from: job.cursor, to: fronts.cursor),
            isLast: fronts.cursor >= job.last || letters.count + unfit.count >= job.rest
        )
    }
}

extension DeadLetter {
    fileprivate var destination: String { summary.stored.address.destination }
}

extension [Int64] {
    /// How many of these numbers a job has left behind: others it comes by again.
    func passed(from cursor: Int64, to end: Int64) -> Int { count { $0 > cursor && $0 <= end } }
}
