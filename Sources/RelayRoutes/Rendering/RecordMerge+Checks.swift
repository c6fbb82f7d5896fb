package import JSON

extension RecordMerge {
    /// Reads an answer's body as the record to change; what `wasCut`, because more came than was kept, is none.
    package static func record(in bytes: [UInt8], wasCut: Bool) throws(RecordMergeError) -> JSONValue {
        guard !wasCut else { throw RecordMergeError(.recordCut) }
        let record = try document(bytes).root
        try check(record, isObjectElse: .recordNotObject)
        return record
    }

    static func document(_ bytes: [UInt8]) throws(RecordMergeError) -> JSONDocument {
        do throws(JSONError) {
            return try JSONDocument(bytes)
        } catch {
            throw RecordMergeError(.unreadable, error.pointer)
        }
    }

    static func check(_ value: JSONValue, isObjectElse code: RecordMergeError.Code) throws(RecordMergeError) {
        guard value.kind == .object else { throw RecordMergeError(code) }
        // Which of two members of one name is meant is the API's secret.
        guard !value.document.repeatsNames else {
            throw RecordMergeError(.repeatedName, value.document.repeatedNames(atMost: 1).first)
        }
    }

    /// A write to one record's path with another's content in it would overwrite a stranger.
    func checkIdentity(
        of record: JSONValue,
        and change: JSONValue,
        _ identifier: String
    ) throws(RecordMergeError) {
        for holder in [record, change] {
            guard let own = holder[identity] else { continue }
            let text = own.kind == .number ? own.source : Array((own.string ?? "").utf8)
            guard !text.isEmpty, text.elementsEqual(identifier.utf8) else {
                throw RecordMergeError(.otherRecord, JSONPointer(tokens: [identity]))
            }
        }
    }

    /// A change may name neither what is protected nor what the API does not take back.
    ///
    /// Case does not count: an API may take `SmsOptedOut` for `smsOptedOut`.
    func checkReach(of change: JSONValue) throws(RecordMergeError) {
        for path in protected where Self.reaches(change, path.tokens[...]) {
            throw RecordMergeError(.protectedField, path)
        }
        for name in removed where change[name] != nil {
            throw RecordMergeError(.readOnlyField, JSONPointer(tokens: [name]))
        }
    }

    /// The last look before a write: also a contract that removes or fills too much must not cost a consent.
    func checkProtected(from record: JSONValue, to body: JSONValue) throws(RecordMergeError) {
        for path in protected where record[path]?.source != body[path]?.source {
            throw RecordMergeError(.protectedLost, path)
        }
    }

    /// Whether the change names what is at the path, something in it, or replaces something around it.
    private static func reaches(_ change: JSONValue, _ path: ArraySlice<String>) -> Bool {
        guard change.kind == .object, let name = path.first?.lowercased() else { return true }
        return change.members.contains { $0.name.lowercased() == name && reaches($0.value, path.dropFirst()) }
    }
}
