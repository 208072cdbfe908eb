import Foundation

/// How long the racing tests race.
enum Stress {
    /// A number of steps, multiplied by `POTOK_STRESS` when that is set, for runs under the thread sanitizer.
    static func steps(_ count: Int) -> Int {
        count * max(1, Int(ProcessInfo.processInfo.environment["POTOK_STRESS"] ?? "") ?? 1)
    }
}
