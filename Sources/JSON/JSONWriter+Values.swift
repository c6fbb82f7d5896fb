extension JSONWriter {
    /// Writes a value as it stands in its document: digits, escapes and order untouched. Only of repeated names, the
    /// ones that do not count are left out, or the next reader might count another.
    package mutating func value(_ value: JSONValue) {
        self.value(value.index, of: value.document)
    }

    /// Writes a member as it stands in its document: its name's escapes and the blanks around the colon too, unless
    /// the document repeats names.
    package mutating func member(_ member: JSONMember) {
        guard !member.document.repeatsNames else { return self.member(member.index, of: member.document) }
        source(member.document, member.byteRange)
    }

    /// Writes a member, name and value, as it stands in its document.
    mutating func member(_ name: Int, of document: JSONDocument) {
        self.name(name, of: document)
        value(name + 1, of: document)
    }

    /// Writes a member's name as it stands in its document.
    mutating func name(_ name: Int, of document: JSONDocument) {
        source(document, document.tape[name].byteRange)
        endName()
    }

    /// Writes members that stand side by side in a document, with the commas between them.
    mutating func members(_ document: JSONDocument, _ range: Range<Int>) {
        source(document, range)
    }

    private mutating func value(_ index: Int, of document: JSONDocument) {
        let entry = document.tape[index]
        guard document.repeatsNames else { return source(document, entry.byteRange) }
        switch entry.kind {
        case .object:
            openObject()
            var names = JSONNames(of: index, in: document)
            while let name = names.next(on: document.tape) { member(name, of: document) }
            closeObject()
        case .array:
            openArray()
            for element in JSONValue(document: document, index: index).elements { value(element) }
            closeArray()
        case .null, .bool, .number, .string: source(document, entry.byteRange)
        }
    }
}
