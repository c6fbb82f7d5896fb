import CContracts

/// The files that are compiled into the program: the APIs that it knows, their common answer rules, the presets, and the
/// example of a routes file.
package enum EmbeddedFiles {
    /// The APIs that are known without configuration, by the names that destinations use.
    package static let apis = ["http", "leadping", "leadtrackr", "octanist", "sendpilot"]

    /// A file's bytes by its name without `.json`; nothing for a name that there is not.
    package static func bytes(named name: String) -> [UInt8]? {
        guard let (start, count) = unsafe place(of: name) else { return nil }
        // The bytes are constants of the program and outlive every caller.
        return unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }

    private static func place(of name: String) -> (start: UnsafePointer<UInt8>, count: Int)? {
        switch name {
        case "answers": unsafe (relay_answers, relay_answers_size)
        case "example": unsafe (relay_example, relay_example_size)
        case "http": unsafe (relay_http, relay_http_size)
        case "leadping": unsafe (relay_leadping, relay_leadping_size)
        case "leadtrackr": unsafe (relay_leadtrackr, relay_leadtrackr_size)
        case "octanist": unsafe (relay_octanist, relay_octanist_size)
        case "presets": unsafe (relay_presets, relay_presets_size)
        case "sendpilot": unsafe (relay_sendpilot, relay_sendpilot_size)
        default: nil
        }
    }
}
