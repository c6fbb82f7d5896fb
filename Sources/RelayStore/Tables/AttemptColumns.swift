import CivilTime
import RelayCore
import SQLite

/// An attempt's columns, which `history` and `attempts` share.
enum AttemptColumns {
    static let list = """
        try, started, took, status, failure, verdict, try_cause, try_detail, try_remedy, configuration, digest, request,
        answer
        """
    static let marks = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
    /// From `history`, where an attempt's reason is left out that is the delivery's own.
    static let ended = """
        try, started, took, status, failure, verdict, coalesce(try_cause, cause),
        CASE WHEN try_cause IS NULL THEN detail ELSE try_detail END,
        CASE WHEN try_cause IS NULL THEN remedy ELSE try_remedy END, configuration, digest, request, answer
        """

    static func bind(
        _ attempt: Attempt?,
        _ configuration: Int64?,
        besides reason: Reason,
        to binder: inout Binder
    ) {
        guard let attempt else {
            for _ in 0..<13 { binder.null() }
            return
        }
        binder.integer(attempt.number)
        binder.integer(attempt.startedAt.microseconds)
        binder.integer(attempt.took.microseconds)
        binder.integer(attempt.status.map(Int64.init))
        binder.text(attempt.failure.isEmpty ? nil : attempt.failure)
        binder.text(attempt.verdict.rawValue)
        binder.reason(attempt.reason, unlessIs: reason)
        binder.integer(configuration)
        binder.bytes(attempt.digest)
        binder.bytes(attempt.request)
        binder.bytes(attempt.answer)
    }

    /// Reads the columns of `list`, with the configuration's fingerprint in place of its number.
    static func read(_ row: borrowing Row) -> Attempt {
        Attempt(
            number: Int(row.integer(0)),
            startedAt: Timestamp(microseconds: row.integer(1)),
            took: .microseconds(row.integer(2)),
            status: row.optionalInteger(3).map(Int.init),
            failure: row.text(4),
            verdict: Verdict.Kind(rawValue: row.text(5)) ?? .dead,
            reason: row.reason(6) ?? .itsTurn,
            configuration: row.text(9),
            digest: row.bytes(10),
            request: row.bytes(11),
            answer: row.bytes(12)
        )
    }
}

extension String {
    /// A list of columns with the configuration's fingerprint in place of its number.
    var withFingerprint: String {
        replacing(each: "configuration,", with: "(SELECT text FROM names WHERE id = configuration) AS configuration,")
    }
}

extension Duration {
    /// Rounded down.
    var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
