extension ArchiveInput {
    /// Bytes of a member that are enough to see how it begins.
    private static let probe = 4_096

    /// Goes to the next member behind damage that begins as a record does.
    ///
    /// - Parameters:
    ///   - offset: the place of the member that is damaged.
    ///   - prefix: how every record begins.
    /// - Returns: whether there is one.
    func recover(after offset: Int, prefix: StaticString) throws -> Bool {
        forget()
        file.seek(to: offset + 1)
        while true {
            while file.count < Self.probe, try file.fill() {}
            guard file.count >= 4 else { return false }
            let bytes = file.window[file.start..<file.end]
            guard let candidate = candidate(in: bytes) else {
                // The last bytes may be the first of what is looked for.
                file.consume(file.count - 3)
                if file.isAtEnd { return false }
                try file.fill()
                continue
            }
            file.consume(candidate - bytes.startIndex)
            while file.count < Self.probe, try file.fill() {}
            if begins(with: prefix) { return true }
            file.consume(1)
        }
    }

    private func candidate(in bytes: ArraySlice<UInt8>) -> Int? {
        let magic: [UInt8] = coding == .gzip ? [0x1f, 0x8b, 0x08] : [0x28, 0xb5, 0x2f, 0xfd]
        let index = bytes.withUnsafeBufferPointer { bytes -> Int? in
            var index = 0
            while index + magic.count <= bytes.count {
                if bytes[index] == magic[0], bytes[index + 1] == magic[1], bytes[index + 2] == magic[2],
                    magic.count < 4 || bytes[index + 3] == magic[3]
                {
                    return index
                }
                index += 1
            }
            return nil
        }
        return index.map { $0 + bytes.startIndex }
    }

    /// Whether the member at the place of the file decodes to something that begins so.
    private func begins(with prefix: StaticString) -> Bool {
        let decoder: any StreamDecoder = coding == .gzip ? GzipStream() : ZstandardFrame()
        var output = [UInt8](repeating: 0, count: prefix.utf8CodeUnitCount)
        let range = file.start..<file.end
        let piece = file.window.withUnsafeBytes { input in
            output.withUnsafeMutableBytes { decoder.decode(UnsafeRawBufferPointer(rebasing: input[range]), into: $0) }
        }
        return piece.written == output.count
            && output.elementsEqual(UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
    }
}
