import PotokCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads a small file whole.
///
/// POSIX calls, so that the reason of a failure is the system's own. The one pointer is that of an array's storage, used only
/// within the closure that lends it.
package enum FileBytes {
    /// Why a file could not be read.
    package struct Failure: Error, CustomStringConvertible {
        /// The system's number of the error; 0 when the file is too large.
        package var number: Int32

        /// The failure in a few words.
        package var description: String {
            number == 0 ? "it is too large" : String(cString: strerror(number))
        }
    }

    /// The bytes of a file of no more than a limit.
    package static func read(path: String, limit: Int) throws(Failure) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw Failure(number: ENOENT) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { readBytes(descriptor, $0) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(number: errno)
            }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit { throw Failure(number: 0) }
        }
    }

    private static func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
        Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
        Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}

extension FileBytes.Failure {
    /// The failure in words.
    func diagnostic(path: String) -> Diagnostic {
        switch number {
        case 0:
            Diagnostic(
                .error,
                .configurationTooLarge,
                file: path,
                message: "the file is larger than \(PipelineConfiguration.maximumSize), too large for a configuration",
                hint: "put long lists of URLs into a file of their own and name it in 'lists'"
            )
        case ENOENT, ENOTDIR:
            Diagnostic(
                .error,
                .configurationNoFile,
                file: path,
                message: "there is no such file",
                hint: "name the configuration by its path, or run in the folder where it is"
            )
        case EISDIR:
            Diagnostic(
                .error,
                .configurationUnreadable,
                file: path,
                message: "this is a folder, not a file",
                hint: "name the file in it: pipeline.json"
            )
        case EACCES, EPERM:
            Diagnostic(
                .error,
                .configurationUnreadable,
                file: path,
                message: "the file may not be read by this user",
                hint: "change the permissions of the file or of its folders"
            )
        default:
            Diagnostic(
                .error,
                .configurationUnreadable,
                file: path,
                message: "the file cannot be read: \(self)"
            )
        }
    }
}
