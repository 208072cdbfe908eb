/// The units of quantities, as they are told to a person and to the JSON Schema; PotokCore reads them.
enum QuantityUnits {
    /// The short units of durations.
    static let duration = ["ms", "s", "min", "h", "d", "w"]
    /// The long and short units of durations.
    static let allDuration = [
        "ms", "milliseconds", "millisecond", "s", "sec", "second", "seconds", "m", "min", "minute", "minutes", "h",
        "hour",
        "hours", "d", "day", "days", "w", "week", "weeks",
    ]
    /// The units of sizes.
    static let byteCount = ["B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"]
}
