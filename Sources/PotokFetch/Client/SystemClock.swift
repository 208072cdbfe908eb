public import PotokCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The clock on the wall.
public enum SystemClock {
    /// Seconds that it is put forward by, so that tests live through months: the variable `POTOK_CLOCK_OFFSET`.
    private static let offset = getenv("POTOK_CLOCK_OFFSET").flatMap { Int(String(cString: $0)) } ?? 0

    /// The instant it shows.
    @Sendable public static func now() -> Timestamp { Timestamp(secondsSince1970: time(nil) + offset) }
}
