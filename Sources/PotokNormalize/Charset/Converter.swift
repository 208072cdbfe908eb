#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Converts bytes to UTF-8 by the C library's iconv.
///
/// The only place that knows iconv. Each conversion has a descriptor of its own; iconv reads only the input that is left
/// and writes only into the chunk that it is lent.
enum Converter {
    /// The bytes in UTF-8 and how many places became U+FFFD; nil when iconv does not know the encoding.
    static func convert(_ bytes: ArraySlice<UInt8>, from encoding: String) -> (bytes: [UInt8], faults: Int)? {
        let name = encoding.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
        guard !name.isEmpty, name.utf8.count <= 40, let handle = iconv_open("UTF-8", name),
            Int(bitPattern: handle) != -1
        else { return nil }
        defer { iconv_close(handle) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 4)
        var faults = 0
        var input = Array(bytes)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        input.withUnsafeMutableBytes { source in
            var next = source.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = source.count
            while left > 0 {
                var reason: Int32 = 0
                let written = chunk.withUnsafeMutableBytes { target in
                    var place = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = target.count
                    if iconv(handle, &next, &left, &place, &room) == -1 { reason = errno }
                    return target.count - room
                }
                output.append(contentsOf: chunk[..<written])
                // E2BIG only means that the chunk is full; anything else is one byte that makes no sense here.
                if left > 0, reason != E2BIG {
                    faults += 1
                    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    next = next?.advanced(by: 1)
                    left -= 1
                }
            }
        }
        // Some decoders let halves of surrogate pairs through.
        return (UTF8Survey(output).isValid ? output : Array(String(decoding: output, as: UTF8.self).utf8), faults)
    }
}
