/// The cues of a page, with the element or block that each belongs to, for training.
struct CueRecord: Sendable {
    var elementCues: [(element: Int32, key: UInt32)] = []
    var blockCues: [(block: Int32, key: UInt32)] = []
    var pageCues: [UInt32] = []
}
