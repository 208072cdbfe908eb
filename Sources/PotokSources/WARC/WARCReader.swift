public import PotokCore

/// Reads the records of a WARC file (ISO 28500: WARC 1.0 and 1.1, and the drafts before them) one after the other.
///
/// The file may be plain, or compressed with gzip or zstd, as a whole or record by record. Memory does not depend on its size.
/// What is damaged is passed over and told in ``complaints``; what is whole is read.
///
/// These are blocking calls: keep them off the cooperative pool.
public final class WARCReader {
    /// The largest head of a record.
    private static let largestHead = 1 << 16
    /// How many complaints are kept one by one.
    private static let mostComplaints = 20

    private let input: ArchiveInput
    private let name: String
    /// The record whose block is being read, and what is left of it.
    private var current: WARCRecord?
    private var remaining = 0
    private var startsMember = false
    private var hasRead = false
    private var isExhausted = false
    /// What is wrong with the file, so far: each with the file, the place and what it is.
    public private(set) var complaints: [PotokError] = []
    /// How many complaints there were beyond those that are kept.
    public private(set) var moreComplaints = 0

    /// Where the first record begins that is not whole; nil when all were, so far.
    private(set) var firstDamage: ArchivePosition?

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: where it can be opened.
    ///   - name: how it is called in complaints.
    ///   - position: the place of the record to begin with, as a record of the same file has told it.
    /// - Throws: `PotokError` with `source.…` when it cannot be read.
    public convenience init(path: String, name: String, at position: ArchivePosition = ArchivePosition()) throws {
        try self.init(path: path, name: name, at: position, window: 1 << 20)
    }

    /// Opens a file with a window of so many bytes: a small one for whoever reads one record only.
    init(path: String, name: String, at position: ArchivePosition, window: Int) throws {
        self.name = name
        do {
            input = try ArchiveInput(path: path, name: name, at: position, window: window)
        } catch let damage as ArchiveInput.Damage {
            throw Self.complaint(name, damage)
        }
        // Behind the beginning, not being the first record is no news.
        hasRead = position > ArchivePosition()
    }

    /// Goes to the next record; what is left of the block before is passed over.
    ///
    /// - Returns: nil at the end of the file.
    /// - Throws: `PotokError` when the file cannot be read, or is no WARC file (`warc.arc`, `warc.foreign`).
    public func next() throws -> WARCRecord? {
        if current != nil { _ = try finish() }
        while !isExhausted {
            do {
                guard let record = try readHead() else {
                    isExhausted = true
                    break
                }
                hasRead = true
                current = record
                remaining = record.contentLength
                startsMember = record.position.inner == 0
                return record
            } catch let damage as ArchiveInput.Damage {
                try recover(damage)
            }
        }
        return nil
    }

    /// The beginning of what is left of the block, at most so many bytes.
    public func peek(_ count: Int) throws -> [UInt8] {
        let wanted = min(count, remaining, Self.largestHead)
        do {
            while input.count < wanted {
                guard try input.fill(), !isCut() else { break }
            }
        } catch is ArchiveInput.Damage {
            // Whoever reads on is told.
        }
        return Array(input.buffer[input.start..<min(input.start + wanted, input.end)])
    }

    /// The rest of the block; nil when it is not whole.
    ///
    /// - Precondition: there is room for as many bytes as the record says: look at its `contentLength` before.
    public func block() throws -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(remaining)
        let isWhole = try pass { bytes.append(contentsOf: $0) }
        return isWhole ? bytes : nil
    }

    /// Passes over the rest of the block.
    ///
    /// - Returns: whether it was whole.
    public func finish() throws -> Bool { try pass { _ in } }

    private func pass(_ take: (ArraySlice<UInt8>) -> Void) throws -> Bool {
        guard let record = current else { return true }
        current = nil
        do {
            while remaining > 0 {
                if input.count == 0 {
                    guard try input.fill() else {
                        complain(
                            "warc.truncated",
                            record.position,
                            "the file ends \(remaining) bytes before this \(record.kind.rawValue) record does"
                        )
                        isExhausted = true
                        return false
                    }
                    if isCut() {
                        complain(
                            "warc.truncated",
                            record.position,
                            "another record begins \(remaining) bytes before this \(record.kind.rawValue) record ends"
                        )
                        return false
                    }
                }
                let count = min(remaining, input.count)
                take(input.buffer[input.start..<input.start + count])
                input.consume(count)
                remaining -= count
            }
            return true
        } catch let damage as ArchiveInput.Damage {
            try recover(damage)
            return false
        }
    }

    /// Whether a new member begins with a record where the block goes on, although each record has a member of its own.
    private func isCut() -> Bool {
        startsMember && input.isAtMember && input.count > 5
            && input.buffer[input.start..<input.end].withUnsafeBufferPointer { WARCHead.begins($0) }
    }

    // MARK: Heads

    private func readHead() throws -> WARCRecord? {
        guard try skipNewlines() else { return nil }
        while true {
            let position = input.position
            switch input.buffer[input.start..<input.end].withUnsafeBufferPointer(WARCHead.read) {
            case .head(let summary):
                let head = Array(input.buffer[input.start..<input.start + summary.length])
                input.consume(summary.length)
                guard let length = summary.contentLength else {
                    complain("warc.damaged", position, "a record has no length")
                    guard try scan() else { return nil }
                    continue
                }
                return WARCRecord(position: position, kind: summary.kind, contentLength: length, head: head)
            case .incomplete:
                if input.count > Self.largestHead {
                    complain("warc.damaged", position, "the head of a record has no end")
                    input.consume(1)
                    guard try scan() else { return nil }
                } else if try !input.fill() {
                    complain("warc.truncated", position, "the file ends inside of the head of a record")
                    return nil
                }
            case .foreign:
                try refuseForeign()
                complain("warc.damaged", position, "no record begins where one should")
                guard try scan() else { return nil }
            }
        }
    }

    /// Refuses what was never a WARC file.
    private func refuseForeign() throws {
        guard !hasRead else { return }
        let beginning = try start(16)
        if beginning.starts(with: Array("filedesc://".utf8)) {
            throw PotokError(
                "warc.arc",
                "\(name) is an ARC file, which is the format before WARC",
                hint: "convert it with `warcio recompress`, or leave it out"
            )
        }
        throw PotokError("warc.foreign", "\(name) is no WARC file", hint: "take it out of `paths`")
    }

    private func start(_ count: Int) throws -> ArraySlice<UInt8> {
        while input.count < count, try input.fill() {}
        return input.buffer[input.start..<min(input.start + count, input.end)]
    }

    /// Passes over the empty lines between records.
    ///
    /// - Returns: whether there is anything behind them.
    private func skipNewlines() throws -> Bool {
        while true {
            while input.count > 0 {
                let byte = input.buffer[input.start]
                guard byte == 0x0d || byte == 0x0a else { return true }
                input.consume(1)
            }
            guard try input.fill() else { return false }
        }
    }

    // MARK: Damage

    /// Goes to the next place where a record begins at the beginning of a line or of a member.
    private func scan() throws -> Bool {
        while true {
            let found = input.buffer[input.start..<input.end].withUnsafeBufferPointer { bytes -> Int? in
                var index = 0
                while index + 6 < bytes.count {
                    if bytes[index] == 0x0a, WARCHead.begins(UnsafeBufferPointer(rebasing: bytes[(index + 1)...])) {
                        return index + 1
                    }
                    index += 1
                }
                return nil
            }
            if let found {
                input.consume(found)
                return true
            }
            if input.coding == .none {
                // The last bytes may be the first of a record.
                input.consume(max(0, input.count - 7))
                if try !input.fill() { return false }
            } else {
                input.consume(input.count)
                if try !input.fill() { return false }
                let begins = input.buffer[input.start..<input.end].withUnsafeBufferPointer { WARCHead.begins($0) }
                if input.isAtMember, begins { return true }
            }
        }
    }

    private func recover(_ damage: ArchiveInput.Damage) throws {
        firstDamage = firstDamage ?? ArchivePosition(offset: damage.offset)
        keep(Self.complaint(name, damage))
        current = nil
        isExhausted = try !input.recover(after: damage.offset, prefix: "WARC/")
    }

    private func complain(_ code: PotokError.Code, _ position: ArchivePosition, _ reason: String) {
        firstDamage = firstDamage ?? position
        keep(PotokError(code, "\(name) at \(position): \(reason)"))
    }

    private func keep(_ complaint: PotokError) {
        if complaints.count < Self.mostComplaints { complaints.append(complaint) } else { moreComplaints += 1 }
    }

    private static func complaint(_ name: String, _ damage: ArchiveInput.Damage) -> PotokError {
        PotokError("warc.damaged", "\(name) at \(damage.offset): \(damage.reason)")
    }
}
