import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the system says about a file, in words a person can use.
enum FileProblem {
    static func cannotRead(_ path: String, _ number: Int32) -> PotokError {
        switch number {
        case ENOENT, ENOTDIR:
            PotokError(
                "source.not-found",
                "there is no \(path)",
                hint: "check `paths`; they start at the folder of pipeline.json"
            )
        case EACCES, EPERM:
            PotokError(
                "source.not-readable",
                "\(path) may not be read by this user",
                hint: "change its owner or mode, or run potok as somebody who may read it"
            )
        case ELOOP:
            PotokError("source.link-loop", "\(path) is a link that leads back to itself", hint: "mend the link")
        default:
            PotokError(
                "source.cannot-read",
                "\(path) cannot be read: \(String(cString: strerror(number)))",
                isRetryable: true
            )
        }
    }
}
