public import PotokCore

/// What is known of an address, and why its document is where it is.
public struct AddressExplanation: Sendable, Hashable {
    /// How an address ended in a run.
    public struct Ending: Sendable, Hashable {
        /// The run.
        public var run: Run.Identifier
        /// The kind of the outcome.
        public var kind: Outcome.Kind
        /// The reason, for outcomes that have one.
        public var reason: String?
    }

    /// The document that an address leads to.
    public struct Target: Sendable, Hashable {
        /// Its number in this corpus.
        public var number: Int
        /// Its key.
        public var key: DocumentKey
        /// Its URL.
        public var url: String
        /// Its title.
        public var title: String
    }

    /// Another address of the same document.
    public struct Alias: Sendable, Hashable {
        /// The address.
        public var address: String
        /// Why it leads to the document.
        public var reason: String
    }

    /// The address, in its canonical form.
    public var address: String
    /// The source that named it last; nil when none did.
    public var source: String?
    /// When it is due again; nil when it is not.
    public var dueAt: Timestamp?
    /// Why it is set aside; nil when it is not.
    public var quarantine: String?
    /// How it ended last; nil when it never did, or only without a change.
    public var ending: Ending?
    /// The document it leads to; nil when there is none.
    public var target: Target?
    /// Why it leads there, and why it leads nowhere else.
    public var reasons: [String]
    /// The other addresses of the document.
    public var aliases: [Alias]
}
