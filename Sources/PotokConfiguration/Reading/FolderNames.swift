#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Lists what is in a folder.
///
/// POSIX calls, like those of `FileBytes`. The one pointer is to the name of the entry that the system lends until the next is asked for.
package enum FolderNames {
    /// The names in a folder, without `.` and `..`, in no order; nil stands for one that is not UTF-8.
    package static func read(_ folder: String) throws(FileBytes.Failure) -> [String?] {
        guard let handle = opendir(folder) else { throw FileBytes.Failure(number: errno) }
        defer { closedir(handle) }
        var names: [String?] = []
        while true {
            errno = 0
            guard let entry = readdir(handle) else {
                if errno != 0 { throw FileBytes.Failure(number: errno) }
                return names
            }
            // Where it is, and no further than its end: an entry is as long as its name, and the last one may be the end of the memory.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 1) { String(validatingCString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }
}
