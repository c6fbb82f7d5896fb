/// What a key or a value of an id table may be.
enum IdText {
    /// Refuses what no system gives as an identifier and what two readers would not take for the same: an identifier with
    /// a blank at its end matches nothing, and nobody sees why.
    static func check(
        _ text: [UInt8],
        _ part: IdTablePart,
        lines: [Int],
        _ limits: CommaSeparatedLimits
    ) throws(IdTableError) {
        guard let first = text.first, let last = text.last else { throw IdTableError(.isEmpty(part), lines: lines) }
        guard text.count <= limits.fieldBytes, !text.contains(0) else {
            throw IdTableError(.notWritable(part), lines: lines)
        }
        guard isSeen(first), isSeen(last) else { throw IdTableError(.outerBlank(part), lines: lines) }
        guard first >= 0x80 || last >= 0x80 else { return }
        // Beyond ASCII there are blanks too, and marks that have no width.
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        guard scalars.first.map(isSeen) ?? true, scalars.last.map(isSeen) ?? true else {
            throw IdTableError(.outerBlank(part), lines: lines)
        }
    }

    private static func isSeen(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7F }

    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
