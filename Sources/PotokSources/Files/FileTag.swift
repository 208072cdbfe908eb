#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Tells whether a file is the one that was read before: its size, its time to the nanosecond and its inode.
enum FileTag {
    static func of(_ information: stat) -> String {
        #if canImport(Darwin)
        let time = information.st_mtimespec
        #else
        let time = information.st_mtim
        #endif
        return "\(information.st_size)-\(time.tv_sec).\(time.tv_nsec)-\(information.st_ino)"
    }
}

extension stat {
    var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}
