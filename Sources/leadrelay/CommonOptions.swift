package import CommandLineFrame

/// The options that mean the same for every command that has them.
extension Option {
    package static let json = flag("--json", "Print JSON instead of text.")
}
