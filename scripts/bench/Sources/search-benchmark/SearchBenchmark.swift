import CSQLite
import CSearchRank
import Dispatch
import Glibc
import PotokText
import Synchronization

/// Index and ranking against FTS5's `unicode61` and `bm25()` over the same texts, in CPU time of one thread.
///
/// usage: search-benchmark TEXTS QUERIES FOLDER; TEXTS has a document a line, QUERIES kind, tab and words.
@main
struct SearchBenchmark {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else { fail("usage: search-benchmark TEXTS QUERIES FOLDER") }
        let texts = lines(arguments[1])
        let stock = Connection("\(arguments[3])/stock.db")
        let ours = Connection("\(arguments[3])/ours.db")
        stock.execute("CREATE VIRTUAL TABLE search USING fts5(title, text, content='', tokenize='unicode61')")
        ours.execute("CREATE VIRTUAL TABLE search USING fts5(title, text, content='', tokenize='ascii')")
        for connection in [stock, ours] {
            connection.execute("INSERT INTO search (search, rank) VALUES ('automerge', 8)")
        }
        let raw = cpu { index(texts, in: stock) { ($0, Int64($1 + 1)) } }
        var analyser = Analyser()
        let analysed = cpu {
            index(texts, in: ours) { text, row in
                analyser.analyse(text, language: "pl")
                let code = potok_length_code(Int64(analyser.terms.count))
                return (analyser.joined, Int64(row + 1) << 8 | code)
            }
        }
        print(
            "index \(texts.count) documents: FTS5 unicode61 \(rounded(raw)) s CPU, ours \(rounded(analysed)) s, ratio \(rounded(analysed / raw))"
        )
        guard potok_register_rank(ours.handle) == SQLITE_OK else { fail("no rank") }
        var queries: [String: [String]] = [:]
        for line in lines(arguments[2]) {
            let parts = line.split(separator: "\t")
            guard parts.count == 2 else { continue }
            queries[String(parts[0]), default: []].append(match(String(parts[0]), String(parts[1]), &analyser))
        }
        let order = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY"
        for (kind, expressions) in queries.sorted(by: { $0.key < $1.key }) {
            let stockTimes = ours.times("\(order) bm25(search) LIMIT 10", expressions)
            let ourTimes = ours.times("\(order) potok_rank(search) DESC, rowid LIMIT 10", expressions)
            print(
                "\(kind): bm25() p50 \(percentile(stockTimes, 50)) ms p99 \(percentile(stockTimes, 99)) ms, "
                    + "ours p50 \(percentile(ourTimes, 50)) ms p99 \(percentile(ourTimes, 99)) ms, "
                    + "p50 \(rounded(percentile(stockTimes, 50) / percentile(ourTimes, 50))) times as fast"
            )
        }
        readers(arguments[3], texts, queries["one"] ?? [])
    }

    /// How long a reader waits for its answers, alone and while another thread puts in whole batches as a run does.
    private static func readers(_ folder: String, _ texts: [String], _ expressions: [String]) {
        let sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY potok_rank(search) DESC, rowid LIMIT 10"
        let reader = Connection("\(folder)/ours.db", isNew: false)
        guard potok_register_rank(reader.handle) == SQLITE_OK else { fail("no rank") }
        func measure(_ words: String) {
            let times = reader.times(sql, expressions, clock: CLOCK_MONOTONIC)
            print(
                "one, time that passes, \(words): p50 \(percentile(times, 50)) ms p99 \(percentile(times, 99)) ms "
                    + "longest \(percentile(times, 100)) ms"
            )
        }
        func measure(_ words: String, beside work: @escaping @Sendable () -> Void) {
            let (begun, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            isReading.store(true, ordering: .relaxed)
            DispatchQueue.global().async {
                begun.signal()
                while isReading.load(ordering: .relaxed) { work() }
                ended.signal()
            }
            begun.wait()
            measure(words)
            isReading.store(false, ordering: .relaxed)
            ended.wait()
        }
        measure("alone")
        let batch = Array(texts.prefix(2_000))
        // The same work without a database takes the processor and its caches away as much.
        measure("beside one who analyses") {
            var analyser = Analyser()
            for text in batch where isReading.load(ordering: .relaxed) { analyser.analyse(text, language: "pl") }
        }
        measure("beside a writer") {
            let writer = Connection("\(folder)/ours.db", isNew: false)
            var analyser = Analyser()
            let first = Int64.random(in: 1 << 30..<1 << 40)
            index(batch, in: writer) { text, row in
                analyser.analyse(text, language: "pl")
                return (analyser.joined, (first + Int64(row)) << 8 | potok_length_code(Int64(analyser.terms.count)))
            }
            writer.close()
        }
    }

    private static func match(_ kind: String, _ words: String, _ analyser: inout Analyser) -> String {
        analyser.analyse(words, language: "pl")
        let terms = analyser.terms.map { analyser.text($0) }
        switch kind {
        case "phrase": return "\"" + terms.joined(separator: " ") + "\""
        case "any": return terms.map { "\"\($0)\"" }.joined(separator: " OR ")
        default: return terms.map { "\"\($0)\"" }.joined(separator: " AND ")
        }
    }

    private static func index(
        _ texts: [String],
        in connection: Connection,
        _ body: (String, Int) -> (String, Int64)
    ) {
        let statement = connection.prepare("INSERT INTO search (rowid, title, text) VALUES (?, '', ?)")
        for start in stride(from: 0, to: texts.count, by: 1_000) {
            connection.execute("BEGIN")
            for row in start..<min(start + 1_000, texts.count) {
                let (text, number) = body(texts[row], row)
                sqlite3_bind_int64(statement, 1, number)
                connection.bind(text, to: statement, at: 2)
                guard sqlite3_step(statement) == SQLITE_DONE else { fail("cannot insert") }
                sqlite3_reset(statement)
            }
            connection.execute("COMMIT")
        }
        sqlite3_finalize(statement)
    }

    private static func lines(_ path: String) -> [String] {
        guard let file = fopen(path, "r") else { fail("\(path) cannot be read") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func percentile(_ times: [Double], _ percent: Int) -> Double {
        let sorted = times.sorted()
        guard !sorted.isEmpty else { return 0 }
        return rounded(sorted[min(sorted.count - 1, sorted.count * percent / 100)] * 1_000)
    }
}

/// A connection to SQLite, without GRDB: what is measured is index and rank.
final class Connection {
    let handle: OpaquePointer

    init(_ path: String, isNew: Bool = true) {
        if isNew { unlink(path) }
        var made: OpaquePointer?
        guard sqlite3_open(path, &made) == SQLITE_OK, let made else { fail("\(path) cannot be opened") }
        handle = made
        execute("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA cache_size = -16384")
    }

    func close() { sqlite3_close(handle) }

    func execute(_ sql: String) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            fail(String(cString: sqlite3_errmsg(handle)))
        }
    }

    func prepare(_ sql: String) -> OpaquePointer? {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
            fail(String(cString: sqlite3_errmsg(handle)))
        }
        return statement
    }

    func bind(_ text: String, to statement: OpaquePointer?, at place: Int32) {
        // SQLITE_TRANSIENT: the text is copied.
        sqlite3_bind_text(statement, place, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }

    /// Seconds of CPU for each query, or of another clock, after one round that warms the cache.
    func times(_ sql: String, _ expressions: [String], clock: clockid_t = CLOCK_THREAD_CPUTIME_ID) -> [Double] {
        let statement = prepare(sql)
        defer { sqlite3_finalize(statement) }
        var times: [Double] = []
        for round in 0..<2 {
            for expression in expressions {
                let passed = time(clock) {
                    bind(expression, to: statement, at: 1)
                    while sqlite3_step(statement) == SQLITE_ROW {}
                    sqlite3_reset(statement)
                }
                if round == 1 { times.append(passed) }
            }
        }
        return times
    }
}

/// Whether the reader still reads, so that the work beside it goes on.
let isReading = Atomic(false)

func cpu(_ body: () -> Void) -> Double { time(CLOCK_THREAD_CPUTIME_ID, body) }

func time(_ clock: clockid_t, _ body: () -> Void) -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    body()
    return now() - start
}

func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }

func fail(_ words: String) -> Never {
    print(words)
    exit(1)
}
