/// The contextual rules for the two joiners (RFC 5892, appendices A.1 and A.2).
enum IDNAJoiners {
    private static let nonJoiner: UInt32 = 0x200C
    private static let joiner: UInt32 = 0x200D

    /// Whether every joiner of a label stands where it may.
    static func isValid(_ label: [UInt32], _ table: IDNATable) -> Bool {
        for (index, codePoint) in label.enumerated() where codePoint == nonJoiner || codePoint == joiner {
            if index > 0, table.properties(label[index - 1]).isVirama { continue }
            guard codePoint == nonJoiner, joinsAcross(label, index, table) else { return false }
        }
        return true
    }

    /// `(Joining_Type:{L,D})(Joining_Type:T)*` before and `(Joining_Type:T)*(Joining_Type:{R,D})` behind.
    private static func joinsAcross(_ label: [UInt32], _ index: Int, _ table: IDNATable) -> Bool {
        let before = label[..<index].last { table.properties($0).joiningType != .transparent }
        let behind = label[(index + 1)...].first { table.properties($0).joiningType != .transparent }
        guard let before, let behind else { return false }
        let left = table.properties(before).joiningType
        let right = table.properties(behind).joiningType
        return (left == .left || left == .dual) && (right == .right || right == .dual)
    }
}
