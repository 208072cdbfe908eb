import Foundation
import PotokCore
import Testing

@testable import PotokFetch

@Suite struct PackedFileTests {
    /// `<urlset/>` packed by gzip(1) without a name.
    private static let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xB3, 0x29, 0x2D, 0xCA, 0x29, 0x4E, 0x2D, 0xD1,
        0xB7, 0x03, 0x00, 0xDB, 0xCE, 0x72, 0xFC, 0x09, 0x00, 0x00, 0x00,
    ]
    private static let content = Array("<urlset/>".utf8)

    @Test func `what is packed is unpacked, and what is not comes back`() throws {
        #expect(try PackedFile.unpacked(Self.packed, limit: .mebibytes(1)) == Self.content)
        #expect(try PackedFile.unpacked(Self.content, limit: .mebibytes(1)) == Self.content)
        #expect(try PackedFile.unpacked([], limit: .mebibytes(1)) == [])
    }

    @Test func `more than the limit, a cut and damage are errors`() throws {
        #expect(throws: PotokError.self) { try PackedFile.unpacked(Self.packed, limit: ByteCount(8)) }
        #expect(throws: PotokError.self) {
            try PackedFile.unpacked(Array(Self.packed.dropLast(9)), limit: .mebibytes(1))
        }
        var damaged = Self.packed
        damaged[22] ^= 1
        #expect(throws: PotokError.self) { try PackedFile.unpacked(damaged, limit: .mebibytes(1)) }
    }
}
