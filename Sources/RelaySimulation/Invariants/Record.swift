import LinuxIO
import RelayCore
import RelayRoutes
import RelayStore

/// All that is known of a run at its end; an invariant is a function from it to what must not be.
struct Record {
    let setup: Setup
    let courses: [Course]
    let acceptances: [Acceptance]
    let answers: [World.Acknowledgement]
    /// All that the APIs were asked, in the order of its coming.
    let requests: [Visit]
    /// Those of them that write.
    let visits: [Visit]
    /// What the store holds at the end, read anew.
    let stored: [DeliverySummary]
    let attempts: [DeliveryID: [Attempt]]
    let counts: StoreCounts
    let resolves: [DeliveryID: [Resolve]]
    let isAtRest: Bool
    let lastStep: Int
    private let coursesByID: [DeliveryID: Course]
    private let coursesByLane: [Lane: [Course]]
    /// In the order of their coming.
    let visitsByDelivery: [DeliveryID: [Visit]]

    init(_ world: World, _ reader: StoreReader, isAtRest: Bool) throws {
        setup = world.setup
        courses = world.chronicle.courses
        acceptances = world.chronicle.acceptances
        answers = world.answers.withLock { $0 }
        requests = world.peers.visits
        visits = requests.filter { !$0.question.isRead }
        resolves = world.chronicle.resolves
        stored = try reader.deliveries(DeliveryQuery(limit: 10_000))
        var attempts: [DeliveryID: [Attempt]] = [:]
        for summary in stored { attempts[summary.stored.id] = try reader.attempts(of: summary.stored.id) }
        self.attempts = attempts
        counts = try reader.counts()
        self.isAtRest = isAtRest
        lastStep = world.time.step
        coursesByID = Dictionary(courses.map { ($0.id, $0) }) { $1 }
        coursesByLane = Dictionary(grouping: courses.filter { $0.lane != nil }) {
            $0.lane ?? Lane(destination: "", lead: "")
        }
        visitsByDelivery = Dictionary(grouping: visits, by: \.delivery)
    }

    func course(_ id: DeliveryID) -> Course? { coursesByID[id] }

    /// When it was resolved that a request goes out: it may have waited a moment for the store to take note of that.
    func resolve(of visit: Visit) -> Moment {
        let earlier = visitsByDelivery[visit.delivery]?.last { $0.began.number < visit.began.number }?.began.number ?? 0
        let own = (resolves[visit.delivery] ?? []).filter { resolve in
            resolve.life == visit.life && resolve.moment.number > earlier && resolve.moment.number < visit.began.number
        }
        return (own.last(where: \.isClaim) ?? own.last)?.moment ?? visit.began
    }

    /// How long a delivery may have been under way before its request left.
    func longestLookup(of visit: Visit) -> Duration {
        let isGraded = sketch(visit.configuration).sends.contains {
            $0.isGraded && $0.route == course(visit.delivery)?.address.route
        }
        return isGraded ? .seconds(100) : .zero
    }

    /// All of a delivery's lane but itself.
    func rivals(of course: Course) -> [Course] {
        course.lane.flatMap { coursesByLane[$0] }?.filter { $0.id != course.id } ?? []
    }

    /// The visits of each two in a row for the same delivery.
    var repetitions: [(before: Visit, after: Visit)] {
        visitsByDelivery.keys.sorted().flatMap { id in
            let visits = visitsByDelivery[id] ?? []
            return zip(visits, visits.dropFirst()).map { (before: $0, after: $1) }
        }
    }

    func sketch(_ configuration: String) -> RoutesSketch {
        setup.configurations.first { $0.routing.fingerprint == configuration }?.sketch ?? setup.second.sketch
    }

    /// What must hold at the end of each run.
    static let invariants: [@Sendable (Record) -> [Problem]] = [
        comesToRest, losesNothingAcknowledged, givesEachEventOneFate, explainsDeadLetters, countsItsRows,
        numbersAttempts, sendsNothingTwice, keepsTheKey, remembersDoubt, keepsLaneOrder, sendsOneOfALaneAtATime,
        holdsBehindTheDead,
        sendsNothingStale, sendsNothingEnded, sendsNothingExpired, staysWithinRates, staysWithinConcurrency,
        obeysRetryAfter, routesNoEcho, endsEchoes,
    ]

    var problems: [Problem] { Self.invariants.flatMap { $0(self) } }
}
