public import PotokCore

/// All that is stored of an address: how it was found, what became of it, and when it is due again.
public struct AddressHistory: Sendable, Hashable {
    /// How it ended in one run.
    public struct Ending: Sendable, Hashable {
        /// The run.
        public var run: Run.Identifier
        /// When.
        public var time: Timestamp
        /// The kind of the outcome.
        public var kind: Outcome.Kind
        /// The code, for outcomes that have one.
        public var code: String?
        /// The reason, for outcomes that have one.
        public var reason: String?
    }

    /// A listing that named it.
    public struct Finder: Sendable, Hashable {
        /// The address of the listing.
        public var address: String
        /// What it is: feed, sitemap or site.
        public var role: Request.Role
    }

    /// What is kept of its host.
    public struct Host: Sendable, Hashable {
        /// The name.
        public var name: String
        /// Until when it wants to be left alone, or wanted to; nil when it has answered since.
        public var blockedUntil: Timestamp?
        /// What it answered then.
        public var blockReason: String?
        /// How often in a row it has asked to be left alone.
        public var blocks: Int
    }

    /// A deletion that has not been done.
    public struct WaitingDeletion: Sendable, Hashable {
        /// Since when it waits.
        public var since: Timestamp
        /// Why the document is to go.
        public var reason: String
        /// Whether it is held because too many would go; otherwise the end of a run decides.
        public var isHeld: Bool
    }

    /// The document that it brought, be it there or gone.
    public struct Document: Sendable, Hashable {
        /// The key.
        public var key: DocumentKey
        /// The version of the normalizer that made it.
        public var normalizer: Int
        /// When it went; nil for what is there.
        public var goneAt: Timestamp?
        /// Why it went.
        public var goneReason: String?
        /// What stands in the way of its going; nil for what is not to go.
        public var waitingDeletion: WaitingDeletion?
    }

    /// The address as the frontier knows it: a canonical URL, or what a source calls a file or record.
    public var address: String
    /// The source that it belongs to.
    public var source: String
    /// The last run in which its source named it; nil when no source does, and a redirect alone has led there.
    public var namedInRun: Run.Identifier?
    /// What is expected there.
    public var role: Request.Role
    /// How many listings lead to it, one after the other.
    public var depth: Int
    /// The listing that named it first; nil when its source names it itself.
    public var foundIn: Finder?
    /// When it was discovered.
    public var discoveredAt: Timestamp
    /// When a listing said that it was changed last.
    public var toldAt: Timestamp?
    /// When a page was brought from it last.
    public var fetchedAt: Timestamp?
    /// What it can be asked for a change with.
    public var validators: Validators
    /// Where a listing has moved to for good.
    public var movedTo: String?
    /// When it is due again; nil when it is not before something changes.
    public var dueAt: Timestamp?
    /// The time between the last look and the next.
    public var interval: Duration?
    /// How often in a row it has failed.
    public var failures: Int
    /// How often in a row it was not there.
    public var misses: Int
    /// How often a process ended while it was in work.
    public var strikes: Int
    /// The run that has it in work now, or had it when its process ended.
    public var claimedBy: Run.Identifier?
    /// Why it is set aside; nil when it is not.
    public var quarantine: String?
    /// When its document was pruned; nil when it was not, or a person has asked for it since.
    public var prunedAt: Timestamp?
    /// Its host; nil for files.
    public var host: Host?
    /// The document that it brought; nil when there never was one.
    public var document: Document?
    /// How it ended in the last runs, the newest first; runs in which nothing had changed are not among them.
    public var endings: [Ending]
}
