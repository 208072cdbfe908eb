import CDeflate
import PotokCore

/// The decoded bytes of a file that may be compressed, member by member, with the place of each in the file.
///
/// A gzip member that fits is decoded at once by libdeflate, which is twice as fast as zlib; one that does not, or that is
/// damaged, piece by piece, so that memory stays bounded and what comes before the damage is had.
final class ArchiveInput {
    /// How the file is compressed.
    enum Coding: String {
        case none = "plain"
        case gzip
        case zstandard = "zstd"
    }

    /// Bytes that cannot be decoded.
    struct Damage: Error {
        var offset: Int
        var reason: String
    }

    /// The largest member that is decoded at once, compressed and not.
    private static let largestWindow = 4 << 20
    private static let largestBuffer = 8 << 20
    /// Compressed bytes that nearly all members have fewer of.
    private static let usualMember = 1 << 17

    let file: ArchiveFile
    let coding: Coding
    /// Decoded bytes; those between `start` and `end` are not consumed.
    private(set) var buffer: [UInt8]
    private(set) var start = 0
    private(set) var end = 0
    /// Decoded bytes before the first of the buffer.
    private var passed = 0
    /// Where members begin, counted in decoded bytes, with their places in the file.
    private var members: [(decoded: Int, offset: Int)] = []
    private var stream: (any StreamDecoder)?
    /// Damage that is told when what was decoded before it has been had.
    private var failure: Damage?
    private let deflate: OpaquePointer?
    private let origin: Int

    /// Opens a file at a position.
    init(
        path: String,
        name: String,
        at position: ArchivePosition = ArchivePosition(),
        window: Int = 1 << 20
    ) throws {
        file = try ArchiveFile(path: path, name: name, offset: position.offset, window: window)
        try file.fill()
        origin = position.offset
        coding = Self.coding(of: file.window[file.start..<file.end])
        buffer = [UInt8](repeating: 0, count: max(window / 4, 1 << 17))
        deflate = coding == .gzip ? libdeflate_alloc_decompressor() : nil
        guard try skip(position.inner) == position.inner else {
            throw Damage(offset: position.offset, reason: "it ends before the place of the record")
        }
    }

    deinit { if let deflate { libdeflate_free_decompressor(deflate) } }

    private static func coding(of bytes: ArraySlice<UInt8>) -> Coding {
        if bytes.starts(with: [0x1f, 0x8b]) { return .gzip }
        if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) { return .zstandard }
        // A skippable frame in front of a zstd frame.
        if bytes.count >= 4, bytes.dropFirst().starts(with: [0x2a, 0x4d, 0x18]),
            let first = bytes.first, 0x50...0x5f ~= first
        {
            return .zstandard
        }
        return .none
    }

    /// How many decoded bytes are there and not consumed.
    var count: Int { end - start }

    /// Where the next byte lies.
    var position: ArchivePosition {
        let decoded = passed + start
        guard coding != .none, let member = members.last(where: { $0.decoded <= decoded }) else {
            return ArchivePosition(offset: coding == .none ? origin + decoded : file.offset)
        }
        return ArchivePosition(offset: member.offset, inner: decoded - member.decoded)
    }

    /// Whether the next byte is the first of a member.
    var isAtMember: Bool {
        guard coding != .none, let member = members.last(where: { $0.decoded <= passed + start }) else { return false }
        return member.decoded == passed + start
    }

    /// Passes over bytes that are there.
    func consume(_ count: Int) { start += count }

    /// Passes over bytes, decoding as many as it takes.
    ///
    /// - Returns: how many there were.
    func skip(_ wanted: Int) throws -> Int {
        var left = wanted
        while left > 0 {
            if count == 0, try !fill() { break }
            let step = min(left, count)
            consume(step)
            left -= step
        }
        return wanted - left
    }

    /// Decodes more behind what there is.
    ///
    /// - Returns: whether there was more.
    /// - Throws: ``Damage``, or `PotokError` when the file cannot be read.
    func fill() throws -> Bool {
        compact()
        if coding == .none { return try fillPlain() }
        try throwFailure()
        let before = end
        while end == before {
            if stream != nil {
                try decodePiece()
            } else {
                guard try beginMember() else { return false }
            }
        }
        return true
    }

    private func compact() {
        guard start > 0 else { return }
        if start < end {
            buffer.withUnsafeMutableBytes { bytes in
                bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            }
        }
        passed += start
        end -= start
        start = 0
        let decoded = passed
        if members.count > 1, let current = members.lastIndex(where: { $0.decoded <= decoded }) {
            members.removeFirst(current)
        }
    }

    private func fillPlain() throws -> Bool {
        if file.count == 0, try !file.fill() { return false }
        if end == buffer.count { grow() }
        let count = min(file.count, buffer.count - end)
        buffer.replaceSubrange(end..<end + count, with: file.window[file.start..<file.start + count])
        end += count
        file.consume(count)
        return true
    }

    private func grow() { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }

    /// Begins the member at the place of the file; decodes it whole when that is possible.
    ///
    /// - Returns: whether there is one.
    private func beginMember() throws -> Bool {
        // A member that the window cuts is decoded in vain.
        if file.count < Self.usualMember { try file.fillWhole() }
        guard file.count > 0 else { return false }
        let bytes = file.window[file.start..<file.end]
        guard Self.coding(of: bytes) == coding else {
            let isPadding = try isPadded()
            if isPadding { return false }
            throw Damage(offset: file.offset, reason: "there is no \(coding.rawValue) where a member should begin")
        }
        members.append((passed + end, file.offset))
        if coding == .zstandard {
            stream = ZstandardFrame()
            return true
        }
        if try decodeMember() { return true }
        stream = GzipStream()
        return true
    }

    /// Whether nothing but zeros follow, as tapes and some file systems leave them.
    private func isPadded() throws -> Bool {
        while true {
            guard file.window[file.start..<file.end].allSatisfy({ $0 == 0 }) else { return false }
            file.consume(file.count)
            guard try file.fill() else { return true }
        }
    }

    /// Decodes the whole member with libdeflate.
    ///
    /// - Returns: whether it was decoded; nothing has happened if not.
    private func decodeMember() throws -> Bool {
        guard let deflate else { return false }
        while true {
            var consumed = 0
            var written = 0
            let (from, to) = (file.start..<file.end, end)
            let result = file.window.withUnsafeBytes { input in
                buffer.withUnsafeMutableBytes { output in
                    libdeflate_gzip_decompress_ex(
                        deflate,
                        input.baseAddress.map { $0 + from.lowerBound },
                        from.count,
                        output.baseAddress.map { $0 + to },
                        output.count - to,
                        &consumed,
                        &written
                    )
                }
            }
            switch result {
            case LIBDEFLATE_SUCCESS:
                end += written
                file.consume(consumed)
                return true
            case LIBDEFLATE_INSUFFICIENT_SPACE:
                guard buffer.count < Self.largestBuffer else { return false }
                grow()
            default:
                // Damaged, or not whole: the window may end before the member does.
                if file.isAtEnd { return false }
                let before = file.count
                try file.fillWhole()
                if file.count > before { continue }
                guard file.window.count < Self.largestWindow, try file.fill(grows: true) else { return false }
                try file.fillWhole()
            }
        }
    }

    /// Decodes the next piece of a member that is not decoded at once.
    private func decodePiece() throws {
        guard let stream else { return }
        if file.count == 0 { try file.fill() }
        if end == buffer.count { grow() }
        let (from, to) = (file.start..<file.end, end)
        let piece = file.window.withUnsafeBytes { input in
            buffer.withUnsafeMutableBytes { output in
                stream.decode(
                    UnsafeRawBufferPointer(rebasing: input[from]),
                    into: UnsafeMutableRawBufferPointer(rebasing: output[to...])
                )
            }
        }
        end += piece.written
        file.consume(piece.consumed)
        switch piece.state {
        case .end: self.stream = nil
        case .damaged(let reason):
            self.stream = nil
            failure = Damage(
                offset: members.last?.offset ?? file.offset,
                reason: "its \(coding.rawValue) is damaged (\(reason))"
            )
        case .more:
            if piece.written == 0, piece.consumed == 0, try file.count > 0 || !file.fill() {
                self.stream = nil
                failure = Damage(
                    offset: members.last?.offset ?? file.offset,
                    reason: "it ends inside of this \(coding.rawValue) member"
                )
            }
        }
        // What was decoded before the damage is had first.
        if piece.written == 0 { try throwFailure() }
    }

    /// Forgets what was decoded, so that decoding begins anew where the file is.
    func forget() {
        passed += end
        (start, end) = (0, 0)
        members = []
        stream = nil
        failure = nil
    }

    private func throwFailure() throws {
        guard let failure else { return }
        self.failure = nil
        throw failure
    }
}
