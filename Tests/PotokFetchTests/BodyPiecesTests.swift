import Testing

@testable import PotokFetch

@Suite struct BodyPiecesTests {
    @Test(arguments: [
        [0], [1], [1 << 20], [(1 << 20) + 1], [1 << 20, 1], [700_000, 700_000, 700_000], [3 << 20, 5, 1 << 20],
    ])
    func `a body of pieces is joined byte for byte`(sizes: [Int]) {
        var pieces = BodyPieces()
        var whole: [UInt8] = []
        for (number, size) in sizes.enumerated() {
            let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
            pieces.append(piece)
            whole += piece
        }
        #expect(pieces.count == whole.count)
        #expect(pieces.joined() == whole)
    }

    @Test func `no more is reserved than one piece, whatever a length says`() {
        var pieces = BodyPieces()
        pieces.reserve(.max)
        pieces.append([1, 2, 3])
        #expect(pieces.joined().capacity <= 2 * BodyPieces.largestPiece)
        pieces.reserve(-1)
        #expect(pieces.joined() == [1, 2, 3])
    }
}
