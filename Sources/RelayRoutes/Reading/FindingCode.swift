/// What kind of finding it is: a stable word that scripts may rely on, and that `leadrelay why` explains.
package struct FindingCode: Sendable, Hashable, RawRepresentable {
    package let rawValue: String
    package let severity: Severity

    package enum Severity: String, Sendable, Comparable {
        case error, warning
        /// What cannot be decided before it runs, and matters only to those who want to know.
        case note

        private var rank: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .note: 2
            }
        }

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    }

    private init(_ rawValue: String, _ severity: Severity) {
        self.rawValue = rawValue
        self.severity = severity
    }

    /// The code of that name, if there is one.
    package init?(rawValue: String) {
        guard let code = Self.all.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = code
    }

    /// A warning that an API's contract gives, under the code that stands there.
    package static func advice(_ code: String) -> FindingCode { FindingCode(code, .warning) }

    /// Whether it concerns the machine that the check runs on, and not the file.
    package var isAboutMachine: Bool { self == .missingVariable || self == .missingFile }

    private static func error(_ code: String) -> FindingCode { FindingCode(code, .error) }
    private static func warning(_ code: String) -> FindingCode { FindingCode(code, .warning) }
    private static func note(_ code: String) -> FindingCode { FindingCode(code, .note) }
}

// MARK: The file's structure

extension FindingCode {
    package static let notJSON = error("not-json")
    package static let repeatedKey = error("repeated-key")
    package static let unknownKey = error("unknown-key")
    package static let missingKey = error("missing-key")
    package static let wrongType = error("wrong-type")
    package static let notAllowed = error("not-allowed")
    package static let malformed = error("malformed")
    package static let outOfRange = error("out-of-range")
    package static let empty = error("empty")
    package static let conflictingKeys = error("conflicting-keys")
    package static let literalSecret = error("literal-secret")
    package static let tooManyFindings = error("too-many-findings")
}

// MARK: What refers to something

extension FindingCode {
    package static let unknownAPI = error("unknown-api")
    package static let unknownCall = error("unknown-call")
    package static let unknownDestination = error("unknown-destination")
    package static let unknownSource = error("unknown-source")
    package static let unknownPreset = error("unknown-preset")
    package static let unknownRules = error("unknown-rules")
    package static let circularRules = error("circular-rules")
    package static let repeatedName = error("repeated-name")
    package static let repeatedPath = error("repeated-path")
    package static let unusableSignature = error("unusable-signature")
    package static let missingPublicURL = error("missing-public-url")
    package static let unreadableTable = error("unreadable-table")
    package static let missingVariable = warning("missing-variable")
    package static let missingFile = warning("missing-file")
    package static let unusedLookup = warning("unused-lookup")
    package static let unusedTable = warning("unused-table")
    package static let unusedSource = warning("unused-source")
    package static let unusedDestination = warning("unused-destination")
}

// MARK: Expressions and templates

extension FindingCode {
    package static let expression = error("expression")
    package static let template = error("template")
    package static let lookupTooEarly = error("lookup-too-early")
    package static let neverHolds = warning("never-holds")
    package static let mayBeAbsent = warning("may-be-absent")
    package static let unprovenPresence = note("unproven-presence")
    package static let noSuchEntry = error("no-such-entry")
    package static let tableMiss = warning("table-miss")
}

// MARK: What a send produces

extension FindingCode {
    package static let unknownField = error("unknown-field")
    package static let missingField = error("missing-field")
    package static let fieldMayBeMissing = warning("field-may-be-missing")
    package static let unprovenValue = note("unproven-value")
    package static let missingIdentifier = error("missing-identifier")
    package static let undecidableIdentifier = warning("undecidable-identifier")
    package static let ignoredIdentifier = warning("ignored-identifier")
    package static let valueNotAllowed = error("value-not-allowed")
    package static let fieldType = error("field-type")
    package static let pathHole = error("path-hole")
    package static let protectedField = error("protected-field")
    package static let moneyUnit = error("money-unit")
    package static let suspectUnit = warning("suspect-unit")
    package static let contradictingDocuments = warning("contradicting-documents")
    package static let documentationValue = warning("documentation-value")
    package static let consentMapped = warning("consent-mapped")
    package static let unsafeBase = error("unsafe-base")
    package static let missingBase = error("missing-base")
    package static let missingKeyOfDestination = warning("destination-without-key")
    package static let unsentKey = warning("key-not-sent")
}

// MARK: How routes work together

extension FindingCode {
    package static let unreachableRule = warning("unreachable-rule")
    package static let unreachableRoute = warning("unreachable-route")
    package static let neverEmitted = warning("never-emitted")
    package static let orderWithoutLead = warning("order-without-lead")
    package static let neverReadFirst = warning("never-read-first")
    package static let readHalvesRate = note("read-halves-rate")
    package static let ownSource = warning("own-source")
    package static let forgottenDestinations = warning("forgotten-destinations")
    package static let needlessAccept = warning("needless-accept")
    package static let testFailed = error("test-failed")
    package static let noRoutes = warning("no-routes")
}

extension FindingCode {
    /// Every code that leadrelay itself gives, in the order of the lists above; contracts bring more for their advice.
    package static let all: [FindingCode] = [
        notJSON, repeatedKey, unknownKey, missingKey, wrongType, notAllowed, malformed, outOfRange, empty,
        conflictingKeys, literalSecret, tooManyFindings,
        unknownAPI, unknownCall, unknownDestination, unknownSource, unknownPreset,
        unknownRules, circularRules, repeatedName, repeatedPath, unusableSignature, missingPublicURL, unreadableTable,
        missingVariable, missingFile, unusedLookup, unusedTable, unusedSource, unusedDestination,
        expression, template, lookupTooEarly, neverHolds, mayBeAbsent, unprovenPresence, noSuchEntry,
        tableMiss,
        unknownField, missingField, fieldMayBeMissing, unprovenValue, protectedField, missingIdentifier,
        undecidableIdentifier, ignoredIdentifier,
        valueNotAllowed, fieldType, pathHole, moneyUnit, suspectUnit, contradictingDocuments, documentationValue,
        consentMapped, unsafeBase, missingBase, missingKeyOfDestination, unsentKey,
        unreachableRule, unreachableRoute, neverEmitted, orderWithoutLead, neverReadFirst, readHalvesRate, ownSource,
        forgottenDestinations,
        needlessAccept, testFailed, noRoutes,
    ]
}
