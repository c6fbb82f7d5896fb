import RelayTesting

/// Python's `json`, asked about many texts at once.
///
/// Each text and each answer goes behind its length in four bytes.
struct PythonJudge {
    /// For each text its canonical form, or nothing where it is refused.
    func verdicts(on texts: [[UInt8]]) async throws -> [[UInt8]?] {
        let input = texts.flatMap { Self.length($0.count) + $0 }
        return Self.split(
            try await ChildProcess.succeed("python3", ["-c", Self.script], input: .bytes(input)).outputBytes
        )
    }

    private static func length(_ count: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
    }

    /// A canonical form is never empty; an empty answer means that the text was refused.
    private static func split(_ answers: [UInt8]) -> [[UInt8]?] {
        var verdicts: [[UInt8]?] = []
        var cursor = 0
        while cursor + 4 <= answers.count {
            let count = answers[cursor..<cursor + 4].reduce(0) { $0 << 8 | Int($1) }
            verdicts.append(count == 0 ? nil : Array(answers[cursor + 4..<cursor + 4 + count]))
            cursor += 4 + count
        }
        return verdicts
    }

    /// Where Python is laxer than RFC 8259 it is told not to be; halves of surrogate pairs are refused by our rule.
    private static let script = #"""
        import json, sys
        getattr(sys, "set_int_max_str_digits", lambda digits: None)(0)

        def refuse(word):
            raise ValueError(word)

        def number(text):
            mantissa, _, power = text.lower().partition("e")
            sign = "-" if mantissa[0] == "-" else ""
            whole, _, fraction = mantissa.lstrip("-").partition(".")
            digits = (whole + fraction).lstrip("0")
            scale = int(power or "0") + len(digits) - len(fraction)
            kept = digits.rstrip("0")
            return f"#{sign}0.{kept}e{scale};".encode() if kept else b"#0;"

        def string(text):
            utf8 = text.encode("utf-8")  # Strict: half of a surrogate pair is an error.
            return b"s%d:" % len(utf8) + utf8

        def canonical(value):
            if isinstance(value, bytes): return value
            if isinstance(value, str): return string(value)
            if isinstance(value, list): return b"[" + b"".join(map(canonical, value)) + b"]"
            return b"t" if value is True else b"f" if value is False else b"n"

        def members(pairs):
            # Also those that do not count are encoded, and so judged.
            last = {string(name): canonical(value) for name, value in pairs}
            return b"{" + b"".join(name + last[name] for name in sorted(last)) + b"}"

        decoder = json.JSONDecoder(
            object_pairs_hook=members, parse_int=number, parse_float=number, parse_constant=refuse)

        def verdict(text):
            try:
                return canonical(decoder.decode(text.decode("utf-8")))
            except (ValueError, RecursionError):
                return b""

        source, answers = sys.stdin.buffer.read(), []
        cursor = 0
        while cursor < len(source):
            end = cursor + 4 + int.from_bytes(source[cursor:cursor + 4], "big")
            answer = verdict(source[cursor + 4:end])
            answers += (len(answer).to_bytes(4, "big"), answer)
            cursor = end
        sys.stdout.buffer.write(b"".join(answers))
        """#
}
