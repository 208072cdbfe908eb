public import PotokCore
import PotokText

/// A date of a feed: as it is written, and what it means.
public struct FeedDate: Sendable, Hashable {
    /// The words of the feed.
    public let text: String
    /// What they mean; nil when nobody can tell.
    public var value: PublishedDate? {
        switch reading {
        case .instant(let seconds): PublishedDate(secondsSince1970: seconds)
        case .date(let date): date
        case .none: nil
        }
    }
    /// The earliest instant that they may mean.
    public var timestamp: Timestamp? {
        switch reading {
        case .instant(let seconds): Timestamp(secondsSince1970: seconds)
        case .date(let date): Timestamp(secondsSince1970: date.earliest)
        case .none: nil
        }
    }

    private enum Reading: Hashable { case none, instant(Int), date(PublishedDate) }

    private let reading: Reading

    /// Reads a date: RFC 3339, RFC 5322, W3C forms, and what ``DateReader`` knows besides.
    ///
    /// A time without a zone is taken as UTC.
    public init(_ text: String) {
        self.text = text
        var text = text
        if let seconds = text.withUTF8({ QuickDate.seconds($0) }) {
            reading = .instant(seconds)
        } else if text.isEmpty {
            reading = .none
        } else if text.utf8.count <= 10, let date = PublishedDate(text) {
            reading = .date(date)
        } else if let date = DateReader.value(text, order: .dayFirst)?.date {
            reading = date.precision == .second ? .instant(date.earliest) : .date(date)
        } else {
            reading = .none
        }
    }
}
