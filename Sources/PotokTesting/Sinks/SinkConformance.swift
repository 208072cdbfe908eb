import PotokCore
public import PotokSinks

/// What every sink must do: the cases that each one passes as far as its capabilities go.
///
/// A case is run against a fresh subject. Its problems are sentences; none is what is wanted.
///
///     @Test(arguments: SinkConformance.cases)
///     func `the sink conforms`(_ item: SinkConformance.Case) async throws {
///         #expect(try await item.problems(MySubject()) == [])
///     }
public enum SinkConformance {
    /// A case.
    public struct Case: Sendable, CustomStringConvertible {
        /// What the sink does in it.
        public let name: String
        /// What a sink must be able to do for it to apply.
        public let needs: SinkCapabilities
        /// The faults of which the subject must have one at least; empty for none.
        public let faults: Set<TargetFault>
        let run: @Sendable (Run) async throws -> Void

        init(
            _ name: String,
            needs: SinkCapabilities = [],
            faults: Set<TargetFault> = [],
            run: @escaping @Sendable (Run) async throws -> Void
        ) {
            self.name = name
            self.needs = needs
            self.faults = faults
            self.run = run
        }

        /// The name.
        public var description: String { name }

        /// Whether the case says anything of a subject.
        public func applies(to subject: some SinkSubject) throws -> Bool {
            let sink = try subject.sink(timeout: SinkConformance.patience)
            return sink.capabilities.isSuperset(of: needs)
                && (faults.isEmpty || !faults.isDisjoint(with: subject.faults))
        }

        /// What is wrong; nothing when the case does not apply.
        public func problems(_ subject: some SinkSubject) async throws -> [String] {
            guard try applies(to: subject) else { return [] }
            let run = Run(subject: subject, sink: try subject.sink(timeout: SinkConformance.patience))
            do {
                try await run.sink.prepare()
                try await self.run(run)
            } catch let failure as SinkFailure {
                run.problem("it threw \(failure)")
            }
            return run.problems
        }
    }

    /// How long requests may take where nobody is silent.
    static let patience = Duration.seconds(30)
    /// How long they may take where somebody is.
    static let haste = Duration.milliseconds(300)

    /// All cases.
    public static let cases: [Case] = states + orders + failures + rebuilds
}

extension SinkConformance {
    /// A case under way.
    final class Run: @unchecked Sendable {
        // Unchecked is right: one task runs a case.

        let subject: any SinkSubject
        let sink: any Sink
        private(set) var problems: [String] = []

        init(subject: any SinkSubject, sink: any Sink) {
            self.subject = subject
            self.sink = sink
        }

        func problem(_ text: String) { problems.append(text) }

        func check(_ condition: Bool, _ text: @autoclosure () -> String) {
            if !condition { problems.append(text()) }
        }

        /// Delivers changes that must all be acknowledged.
        func deliver(_ changes: [SinkChange], to sink: (any Sink)? = nil) async {
            let settlement = await SinkSettlement(changes, to: sink ?? self.sink)
            let keys = Set(changes.map(\.change.key))
            check(settlement.delivered == keys, "not all was delivered: \(settlement.failures) \(settlement.rejected)")
        }

        /// Compares what the target holds.
        func holds(_ expected: [DocumentV1], _ place: String = "") async throws {
            let held = try await subject.held()
            var wanted: [DocumentKey: HeldDocument] = [:]
            for document in expected {
                if let key = DocumentKey(rawValue: document.key) { wanted[key] = HeldDocument(document) }
            }
            for (key, document) in wanted.sorted(by: { $0.key < $1.key }) where held[key] != document {
                problem("\(place) \(key) should be \(document) and is \(String(describing: held[key]))")
            }
            for key in held.keys.sorted() where wanted[key] == nil { problem("\(place) \(key) should not be there") }
            guard sink.capabilities.contains(.holdings) else { return }
            let holdings = try await Self.holdings(sink, page: 3)
            let versions = wanted.map { Holding(key: $0.key, version: $0.value.version) }.sorted { $0.key < $1.key }
            check(holdings == versions, "\(place) it says that it holds \(holdings) instead of \(versions)")
            let count = try await sink.count()
            check(count == wanted.count, "\(place) it counts \(count) documents instead of \(wanted.count)")
        }

        /// All holdings, page by page.
        static func holdings(_ sink: any Sink, page: Int) async throws -> [Holding] {
            var all: [Holding] = []
            while true {
                let next = try await sink.holdings(after: all.last?.key, limit: page)
                all += next
                if next.count < page { return all }
            }
        }
    }

    /// The change that stores a document.
    static func upsert(_ document: DocumentV1) -> SinkChange {
        SinkChange(upsert: document, key: DocumentKey(rawValue: document.key) ?? SinkDocuments.key(0))
    }

    /// The change that removes one.
    static func delete(_ number: Int, version: Int64) -> SinkChange {
        SinkChange(delete: SinkDocuments.key(number), version: version)
    }

    static func document(_ number: Int, _ version: Int64, text: String? = nil) -> DocumentV1 {
        SinkDocuments.document(number, version: version, text: text)
    }
}
