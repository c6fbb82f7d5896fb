extension JSONWriter {
    /// Writes a member whose value is a text.
    package mutating func member(_ name: String, _ text: String) {
        self.name(name)
        string(text)
    }

    package mutating func member(_ name: String, _ number: Int) {
        self.name(name)
        int(Int64(number))
    }

    package mutating func member(_ name: String, _ truth: Bool) {
        self.name(name)
        bool(truth)
    }

    package mutating func member(_ name: String, _ texts: [String]) {
        self.name(name)
        array { writer in for text in texts { writer.string(text) } }
    }
}
