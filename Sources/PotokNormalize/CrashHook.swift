#if DEBUG
#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Lets a test have a document that ends the process, as a fault in a parser would.
///
/// Debug builds only.
///
/// A page whose body holds the text of `POTOK_TEST_ABORT` aborts.
enum CrashHook {
    private static let marker = getenv("POTOK_TEST_ABORT").map { Array(String(cString: $0).utf8) } ?? []

    static func check(_ body: [UInt8]) {
        guard !marker.isEmpty, body.count >= marker.count else { return }
        for start in 0...(body.count - marker.count) where body[start...].starts(with: marker) { abort() }
    }
}
#endif
