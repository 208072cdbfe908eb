/// The values of one column of many rows, in PostgreSQL's binary form of `text[]`.
///
/// One array a column makes one statement of any number of rows, which the server parses and plans the same way each time. The form is
/// that of `array_send` (PostgreSQL's `src/backend/utils/adt/arrayfuncs.c`): the number of dimensions, whether there are nulls, the
/// type of the elements, then length and lower bound, then each element with its length before it; -1 stands for NULL. All numbers
/// are of 32 bits, the highest byte first.
struct PostgreSQLColumn: Sendable, Hashable {
    private var content: [UInt8] = []
    private var count: UInt32 = 0
    private var hasNull = false

    /// An empty column.
    init(reserving capacity: Int = 0) { content.reserveCapacity(capacity + 20) }

    /// The array.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + content.count)
        for number: UInt32 in count == 0 ? [0, 0, 25] : [1, hasNull ? 1 : 0, 25, count, 1] {
            Self.append(number, to: &bytes)
        }
        bytes += content
        return bytes
    }

    /// Adds a text, or NULL.
    mutating func append(_ text: String?) {
        count += 1
        guard var text else {
            hasNull = true
            Self.append(.max, to: &content)
            return
        }
        text.withUTF8 { utf8 in
            Self.append(UInt32(truncatingIfNeeded: utf8.count), to: &content)
            content.append(contentsOf: utf8)
        }
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: number >> 24))
        bytes.append(UInt8(truncatingIfNeeded: number >> 16))
        bytes.append(UInt8(truncatingIfNeeded: number >> 8))
        bytes.append(UInt8(truncatingIfNeeded: number))
    }
}
