extension String {
    /// The text as one word of a shell, in which nothing steers a terminal.
    var shellWord: String {
        let isPlain =
            !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "-_.:/@+,".utf8.contains(byte)
                }
            }
        guard !isPlain else { return self }
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
        }
        // Bash, zsh and fish all know these escapes of bytes.
        return "$'" + utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
    }
}
