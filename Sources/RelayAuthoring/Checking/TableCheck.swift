import CEL
import JSON
import Quotation
import RelayRoutes

/// Entries of tables that should not be there as they are.
enum TableCheck {
    /// A status that says that somebody takes back a consent.
    private static let consentWords: Set<String> = ["UNSUBSCRIBED", "OPTED_OUT", "UNSUBSCRIBE"]

    static func findings(in table: RouteTable) -> [Finding] {
        table.tables.flatMap { $0.entries.flatMap(findings) }
    }

    private static func findings(_ entry: Table.Entry) -> [Finding] {
        var findings: [Finding] = []
        let texts = [entry.key] + (entry.text.map { [$0] } ?? [])
        if let word = texts.first(where: { consentWords.contains($0.uppercased()) }) {
            let fact = "\(word.quoted) takes back a consent, and a mapping may not decide that"
            findings.append(
                Finding(.consentMapped, at: entry.spot, fact, "Remove it: an unsubscription is handled by a person.")
            )
        }
        if let text = entry.text, isPlaceholder(text) {
            let fact = "\(text.quoted) looks like a placeholder, made of zeros or copied from a documentation"
            findings.append(Finding(.documentationValue, at: entry.spot, fact, "Put your own id there."))
        }
        return findings
    }

    /// A UUID that is almost all zeros, or counts up as those do that stand in documentations.
    static func isPlaceholder(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12] else { return false }
        let digits = groups.flatMap { $0 }
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return false }
        let known: Set<String> = [
            "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "123e4567-e89b-12d3-a456-426614174000",
            "550e8400-e29b-41d4-a716-446655440000",
        ]
        return digits.count { $0 == UInt8(ascii: "0") } >= 24 || known.contains(text.lowercased())
    }
}

extension Table.Entry {
    fileprivate var text: String? {
        if case .string(let text) = value.resolved { text } else { nil }
    }
}
