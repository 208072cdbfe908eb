/// Unicode normalization form C over code points (UAX #15).
///
/// The standard library normalizes too, but only behind an underscore and by the Unicode version of the toolchain;
/// a domain must be judged by one version throughout, so the tables of normalization are the generated ones.
enum IDNANormalization {
    private static let hangulBase: UInt32 = 0xAC00
    private static let hangulCount: UInt32 = 11_172
    private static let leadBase: UInt32 = 0x1100
    private static let vowelBase: UInt32 = 0x1161
    private static let tailBase: UInt32 = 0x11A7

    /// The code points in form C.
    static func normalized(_ codePoints: [UInt32], _ table: IDNATable) -> [UInt32] {
        // Nothing below U+0300 ever decomposes unless a mark follows, and all marks are above.
        guard codePoints.contains(where: { $0 >= 0x300 }) else { return codePoints }
        var decomposed: [UInt32] = []
        decomposed.reserveCapacity(codePoints.count * 2)
        for codePoint in codePoints { decompose(codePoint, to: &decomposed, table) }
        let classes = order(&decomposed, table)
        return compose(decomposed, classes, table)
    }

    private static func decompose(_ codePoint: UInt32, to output: inout [UInt32], _ table: IDNATable) {
        let syllable = codePoint &- hangulBase
        if syllable < hangulCount {
            output.append(leadBase + syllable / 588)
            output.append(vowelBase + syllable % 588 / 28)
            if syllable % 28 != 0 { output.append(tailBase + syllable % 28) }
        } else if let parts = table.decomposition(codePoint) {
            // The table's depth is at most four.
            decompose(parts.first, to: &output, table)
            if parts.second != 0 { decompose(parts.second, to: &output, table) }
        } else {
            output.append(codePoint)
        }
    }

    /// Sorts runs of marks by combining class, stably, and returns the classes.
    private static func order(_ codePoints: inout [UInt32], _ table: IDNATable) -> [UInt8] {
        var classes = codePoints.map { $0 < 0x300 ? 0 : table.properties($0).combiningClass }
        for index in codePoints.indices where classes[index] != 0 {
            var target = index
            while target > 0, classes[target - 1] > classes[target] {
                classes.swapAt(target, target - 1)
                codePoints.swapAt(target, target - 1)
                target -= 1
            }
        }
        return classes
    }

    private static func compose(_ codePoints: [UInt32], _ classes: [UInt8], _ table: IDNATable) -> [UInt32] {
        var output: [UInt32] = []
        output.reserveCapacity(codePoints.count)
        var starter: Int?
        // The class of the last code point left between the starter and here; nil where none is.
        var lastClass: UInt8?
        for (codePoint, combiningClass) in zip(codePoints, classes) {
            let isBlocked = lastClass.map { $0 >= combiningClass } ?? false
            if let starter, !isBlocked, let composite = pair(output[starter], codePoint, table) {
                output[starter] = composite
                continue
            }
            output.append(codePoint)
            if combiningClass == 0 {
                starter = output.count - 1
                lastClass = nil
            } else {
                lastClass = combiningClass
            }
        }
        return output
    }

    private static func pair(_ first: UInt32, _ second: UInt32, _ table: IDNATable) -> UInt32? {
        if first &- leadBase < 19, second &- vowelBase < 21 {
            return hangulBase + ((first - leadBase) * 21 + second - vowelBase) * 28
        }
        let syllable = first &- hangulBase
        if syllable < hangulCount, syllable % 28 == 0, second > tailBase, second < tailBase + 28 {
            return first + second - tailBase
        }
        return table.composition(first, second)
    }
}
