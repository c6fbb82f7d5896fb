/// What a command line asks for.
package enum Request: Sendable {
    case run(Command, Invocation)
    /// Help for the last of the commands, which lead to it from the root.
    case help([Command])
    /// Nothing was asked of the last of the commands, which only leads to others.
    case nothing([Command])
}
