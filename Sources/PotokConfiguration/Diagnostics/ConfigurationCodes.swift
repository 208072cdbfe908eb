public import PotokCore

extension PotokError.Code {
    /// There is no file at the path.
    public static let configurationNoFile = Self("configuration.no-file")
    /// The file cannot be read.
    public static let configurationUnreadable = Self("configuration.unreadable")
    /// The file is too large to be a configuration.
    public static let configurationTooLarge = Self("configuration.too-large")
    /// A key is not known where it stands.
    public static let configurationUnknownKey = Self("configuration.unknown-key")
    /// A key must be there and is not.
    public static let configurationMissingKey = Self("configuration.missing-key")
    /// A value is of the wrong type.
    public static let configurationWrongType = Self("configuration.wrong-type")
    /// A value is of the right type but not spelled as the option needs it.
    public static let configurationBadValue = Self("configuration.bad-value")
    /// A value lies outside of what the option allows.
    public static let configurationOutOfRange = Self("configuration.out-of-range")
    /// A word is none of those that the option takes.
    public static let configurationUnknownChoice = Self("configuration.unknown-choice")
    /// Text is no http or https URL.
    public static let configurationBadURL = Self("configuration.bad-url")
    /// Two sources have the same name.
    public static let configurationDuplicateSource = Self("configuration.duplicate-source")
    /// Two sinks have the same name.
    public static let configurationDuplicateSink = Self("configuration.duplicate-sink")
    /// There is no source, or a source from which nothing can come.
    public static let configurationNoSource = Self("configuration.no-source")
    /// A key of the whole pipeline stands in a source, or one of a source in a source of another type.
    public static let configurationMisplacedKey = Self("configuration.misplaced-key")
    /// A secret stands in the file itself.
    public static let configurationLiteralSecret = Self("configuration.literal-secret")
    /// A header is given that the program sets itself.
    public static let configurationReservedHeader = Self("configuration.reserved-header")
    /// `--set` is not of the form KEY=VALUE.
    public static let configurationBadOverride = Self("configuration.bad-override")
    /// `--set` names a source that is not there.
    public static let configurationUnknownSource = Self("configuration.unknown-source")
    /// `--set` names a sink that is not there.
    public static let configurationUnknownSink = Self("configuration.unknown-sink")
}
