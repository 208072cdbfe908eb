public import PotokCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The clock on the wall.
public enum SystemClock {
    /// The instant it shows.
    @Sendable public static func now() -> Timestamp { Timestamp(secondsSince1970: time(nil)) }
}
