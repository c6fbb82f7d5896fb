import CEL

/// Takes the first line for a regular expression and the rest for the text: both ways of matching must agree.
@c(LLVMFuzzerTestOneInput)
package func fuzzRegex(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer lends the bytes for the length of the call.
    let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
    let input = unsafe String(decoding: bytes, as: UTF8.self)
    let parts = input.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard let pattern = parts.first else { return 0 }
    let text = String(parts.dropFirst().first ?? "")
    guard let table = try? Pattern(String(pattern)) else {
        precondition((try? Pattern(String(pattern), isUsedOnce: true)) == nil, "both refuse the same patterns")
        return 0
    }
    guard let walk = try? Pattern(String(pattern), isUsedOnce: true) else {
        preconditionFailure("both accept the same")
    }
    if let first = verdict(table, text), let second = verdict(walk, text) { precondition(first == second) }
    return 0
}

/// Whether the pattern matches; nil where that takes too much work.
private func verdict(_ pattern: Pattern, _ text: String) -> Bool? {
    var work = 1_000_000
    return try? pattern.matches(text, work: &work)
}
