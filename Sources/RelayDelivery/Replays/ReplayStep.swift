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
        guard let start = try fronts.start(before: job.end, rooms) else { return nil }
        let page = try reader.deadLetters(after: start, through: job.last, limit: Self.page)
        var passage = ReplayPassage(from: start, catchingUpWith: fronts.front)
        var (letters, unfit, seen): ([ReplayBatch.Letter], [ReplayPlace], Int) = ([], [], 0)
        for letter in page {
            guard letters.count < share, letters.count + unfit.count < job.rest, !passage.isOver else { break }
            seen += 1
            if filter.takes(letter) {
                if try !isFit(letter) {
                    unfit.append(letter.place)
                } else if !fronts.isPast(letter.place, at: letter.destination),
                    try passage.takes(1, at: letter.destination, letter.place, rooms)
                {
                    letters.append(ReplayBatch.Letter(letter.id, number: letter.number))
                }
            }
            passage.come(to: letter.place)
        }
        if seen == page.count, page.count < Self.page { passage.come(to: job.end) }
        fronts.advance(by: passage)
        return ReplayBatch(
            job.id,
            from: job.cursor,
            to: fronts.cursor,
            letters,
            unfit: unfit.passed(from: job.cursor, to: fronts.cursor),
            isLast: fronts.cursor >= job.end || letters.count + unfit.count >= job.rest
        )
    }
}

extension DeadLetter {
    fileprivate var destination: String { summary.stored.address.destination }
}

extension [ReplayPlace] {
    /// How many of these places a job has left behind: others it comes by again.
    func passed(from cursor: ReplayPlace, to end: ReplayPlace) -> Int { count { $0 > cursor && $0 <= end } }
}
