import PotokCore

/// The lines of a file that may be compressed, one after the other, with the place of each.
final class LineInput {
    private let input: ArchiveInput
    private let name: String
    private var line: Int

    /// Opens a file at a line.
    init(path: String, name: String, at position: ArchivePosition = ArchivePosition(), window: Int = 1 << 20) throws {
        self.name = name
        line = max(position.line - 1, 0)
        do {
            input = try ArchiveInput(path: path, name: name, at: position, window: window)
        } catch let damage as ArchiveInput.Damage {
            throw Self.error(name, damage)
        }
    }

    /// Goes to the next line that is not empty.
    ///
    /// - Parameter take: gets the line piece by piece, without its end.
    /// - Returns: its place; nil at the end.
    func next(_ take: (ArraySlice<UInt8>) -> Void) throws -> ArchivePosition? {
        do {
            while true {
                var place = input.position
                if input.count == 0, try !input.fill() { return nil }
                place = input.position
                line += 1
                place.line = line
                if try pass(take) { return place }
            }
        } catch let damage as ArchiveInput.Damage {
            throw Self.error(name, damage)
        }
    }

    /// Passes over a line.
    ///
    /// - Returns: whether there was anything in it.
    private func pass(_ take: (ArraySlice<UInt8>) -> Void) throws -> Bool {
        var hasText = false
        while true {
            let bytes = input.buffer[input.start..<input.end]
            let newline = bytes.firstIndex(of: 0x0a)
            let piece = bytes[..<(newline ?? bytes.endIndex)]
            if hasText || piece.contains(where: { $0 > 0x20 }) {
                hasText = true
                take(piece)
            }
            input.consume(piece.count + (newline == nil ? 0 : 1))
            if newline != nil { return hasText }
            if try !input.fill() { return hasText }
        }
    }

    private static func error(_ name: String, _ damage: ArchiveInput.Damage) -> PotokError {
        PotokError("source.damaged", "\(name) at \(damage.offset): \(damage.reason)")
    }
}
