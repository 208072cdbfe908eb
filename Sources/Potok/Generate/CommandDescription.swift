/// What a command line says of itself: a command, what it takes, and the commands below it.
///
/// It decodes from what swift-argument-parser tells other tools of the declarations of commands.
public struct CommandDescription: Sendable, Hashable, Decodable {
    /// Something that a command takes.
    public struct Argument: Sendable, Hashable, Decodable {
        /// What an argument can be.
        public enum Kind: String, Sendable, Hashable, Decodable {
            /// Told by its place.
            case positional
            /// A name with a value.
            case option
            /// A name alone.
            case flag
        }

        /// One of its names.
        public struct Name: Sendable, Hashable, Decodable {
            /// The form, such as `long` or `short`.
            public var kind: String
            /// The name without dashes.
            public var name: String
        }

        /// What it is.
        public var kind: Kind
        /// Whether help shows it.
        public var shouldDisplay: Bool
        /// Whether it may be left out.
        public var isOptional: Bool
        /// Whether it may stand several times.
        public var isRepeating: Bool
        /// Its names; none of a positional one.
        public var names: [Name]?
        /// What its value is called.
        public var valueName: String?
        /// The value when it is left out.
        public var defaultValue: String?
        /// What it means.
        public var abstract: String?
    }

    /// The name.
    public var commandName: String
    /// What it does, in a sentence.
    public var abstract: String?
    /// More about it.
    public var discussion: String?
    /// Whether help shows it.
    public var shouldDisplay: Bool
    /// The commands below it.
    public var subcommands: [CommandDescription]?
    /// What it takes.
    public var arguments: [Argument]?
}
