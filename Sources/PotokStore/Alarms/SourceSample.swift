/// What one new or changed page of a source was like.
public struct SourceSample: Sendable, Hashable {
    /// The length of its text in letters; nil when it became no document.
    public var length: Int?
    /// Whether it has a date of publication.
    public var isDated: Bool
    /// Whether it became a document whose text is surely its own.
    public var isGood: Bool

    /// Makes a sample.
    public init(length: Int?, isDated: Bool, isGood: Bool) {
        self.length = length
        self.isDated = isDated
        self.isGood = isGood
    }
}

/// What several pages of a source were like.
public struct SampleFigures: Sendable, Hashable {
    /// The median length of their texts in letters.
    public var medianLength: Double
    /// The share of the documents that have a date of publication.
    public var datedShare: Double
    /// The share of the pages that became good documents.
    public var goodShare: Double

    /// Makes figures.
    public init(medianLength: Double, datedShare: Double, goodShare: Double) {
        self.medianLength = medianLength
        self.datedShare = datedShare
        self.goodShare = goodShare
    }

    /// The figures of samples; nil without any.
    public init?(_ samples: some Collection<SourceSample>) {
        guard !samples.isEmpty else { return nil }
        let lengths = samples.compactMap(\.length).sorted()
        let middle = lengths.count / 2
        medianLength =
            switch lengths.count {
            case 0: 0
            case let count where count.isMultiple(of: 2): Double(lengths[middle - 1] + lengths[middle]) / 2
            default: Double(lengths[middle])
            }
        let dated = samples.count { $0.length != nil && $0.isDated }
        datedShare = lengths.isEmpty ? 0 : Double(dated) / Double(lengths.count)
        goodShare = Double(samples.count { $0.isGood }) / Double(samples.count)
    }

    /// The figures as the database keeps them.
    var text: String { "\(medianLength) \(datedShare) \(goodShare)" }

    /// Reads figures back; nil for what are none.
    init?(text: String) {
        let numbers = text.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 3 else { return nil }
        self.init(medianLength: numbers[0], datedShare: numbers[1], goodShare: numbers[2])
    }
}
