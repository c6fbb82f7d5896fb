package import JSON

extension RecordMerge {
    /// The first watched or protected field that two readings of the record do not agree on.
    ///
    /// A field that is missing and one that is null are different.
    package func hasMoved(from earlier: JSONValue, to later: JSONValue) -> JSONPointer? {
        (watched + protected).first { earlier[$0] != later[$0] }
    }

    /// Where a body departs from one that would write the record back without a change.
    ///
    /// Bodies are personal data, and these are paths: what a log or a page needs to show of a write.
    package func difference(from record: JSONValue, written: JSONValue) -> [JSONPointer] {
        let unchanged = try? Self.document(composed(record, nil)).root
        var paths: [JSONPointer] = []
        Self.compare(unchanged ?? record, written, at: JSONPointer(), &paths)
        return paths
    }

    /// Where a record that was read back after the write is not what it should be: the change is missing, a protected
    /// field has moved, or it is another record.
    ///
    /// A null that was written may be missing. A list that is derived may come back in another order; a constant's
    /// member that the record does not show cannot be looked at.
    package func verify(_ change: JSONValue, before: JSONValue, after: JSONValue) -> [JSONPointer] {
        let fixed = [JSONPointer(tokens: [identity])] + protected
        var paths = fixed.filter { before[$0] != after[$0] }
        for member in change.members where member.name != identity {
            let pointer = JSONPointer(tokens: [member.name])
            if let list = derived.first(where: { $0.name == member.name }), after[list.name] == nil {
                if !Self.holdTheSame(member.value, list, after) { paths.append(pointer) }
            } else if after[member.name] != nil || !constants.contains(where: { $0.name == member.name }) {
                Self.findMissing(member.value, in: after[member.name], at: pointer, &paths)
            }
        }
        return paths
    }

    // MARK: Walks

    private static func compare(
        _ old: JSONValue,
        _ new: JSONValue,
        at pointer: JSONPointer,
        _ paths: inout [JSONPointer]
    ) {
        guard old.kind == .object, new.kind == .object else {
            if old != new { paths.append(pointer) }
            return
        }
        var added = Dictionary(new.members.map { ($0.nameBytes, $0.value) }) { $1 }
        for member in old.members {
            let path = pointer.appending(member.name)
            guard let value = added.removeValue(forKey: member.nameBytes) else {
                paths.append(path)
                continue
            }
            compare(member.value, value, at: path, &paths)
        }
        paths += new.members.filter { added[$0.nameBytes] != nil }.map { pointer.appending($0.name) }
    }

    private static func findMissing(
        _ change: JSONValue,
        in after: JSONValue?,
        at pointer: JSONPointer,
        _ paths: inout [JSONPointer]
    ) {
        guard change.kind == .object else {
            let isThere = after.map { $0 == change } ?? change.isNull
            if !isThere { paths.append(pointer) }
            return
        }
        for member in change.members {
            findMissing(member.value, in: after?[member.name], at: pointer.appending(member.name), &paths)
        }
    }

    private static func holdTheSame(_ wanted: JSONValue, _ list: Derived, _ after: JSONValue) -> Bool {
        let isEmpty = after[list.from].map { $0.isNull || $0.kind == .array && $0.count == 0 } ?? true
        guard !isEmpty else { return wanted.isNull || wanted.kind == .array && wanted.count == 0 }
        guard wanted.kind == .array, let found = try? list.parts(of: after) else { return false }
        return Set(wanted.elements.map(text)) == Set(found.elements.map(text))
    }

    private static func text(_ value: JSONValue) -> [UInt8] {
        value.withText { $0.copied } ?? value.source
    }
}
