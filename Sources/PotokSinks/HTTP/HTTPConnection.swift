import CCurl
import Dispatch
import PotokCore
import PotokStreams

/// A connection to a target: a libcurl easy handle, and the multi handle that holds its socket between requests.
///
/// A multi handle of its own, because waiting in it can be broken off from another thread.
final class HTTPConnection: @unchecked Sendable {
    // Unchecked is right: one thread at a time is inside `exchange`, which runs on the serial queue alone, libcurl
    // calls back only from calls made there, and `cancel` touches the lock and `curl_multi_wakeup`, which any thread may call.

    /// The most header bytes of one answer.
    static let maximumHeaders = 64 * 1_024

    private let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private let target: HTTPTarget
    private let errorText: UnsafeMutablePointer<CChar>
    /// A thread whenever there is work, at once: the threads of `BlockingWork` come one a second once there are as many as cores, and
    /// a target that is slow would take them from everybody else.
    private let queue = DispatchQueue(label: "potok.sinks.http")
    private let isCancelled = Lock(false)
    private var answer = HTTPAnswer(status: 0)
    private var headerCount = 0
    private var isTooLarge = false

    /// Makes a connection that is not open yet; nil when libcurl has no memory.
    init?(_ target: HTTPTarget) {
        // Multi handles of libcurl set up what is global when it was not; that is not safe on two threads at once.
        guard Self.isReady, let easy = curl_easy_init() else { return nil }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(easy)
            return nil
        }
        self.easy = easy
        self.multi = multi
        self.target = target
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setConstantOptions()
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        errorText.deallocate()
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    /// Forgets that an earlier request was broken off.
    func begin() { isCancelled.withLock { $0 = false } }

    /// Breaks off the request that is under way or about to begin.
    func cancel() {
        isCancelled.withLock { $0 = true }
        curl_multi_wakeup(multi)
    }

    /// Sends a request and waits for the answer, without holding a thread of the pool.
    func send(_ request: HTTPRequest) async -> Result<HTTPAnswer, SinkFailure> {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.exchange(request)) }
        }
    }

    private func exchange(_ request: HTTPRequest) -> Result<HTTPAnswer, SinkFailure> {
        var lines: UnsafeMutablePointer<curl_slist>?
        // Without `Expect`, which would cost a round trip for every large body.
        for line in target.credentials.lines + ["Expect:", "User-Agent: potok"] + request.headers {
            lines = curl_slist_append(lines, line)
        }
        defer {
            potok_easy_set_list(easy, CURLOPT_HTTPHEADER, nil)
            curl_slist_free_all(lines)
        }
        potok_easy_set_list(easy, CURLOPT_HTTPHEADER, lines)
        let timeout = request.timeout ?? target.timeout
        set(CURLOPT_URL, target.base + request.path)
        set(CURLOPT_TIMEOUT_MS, milliseconds(timeout))
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(min(timeout, .seconds(10))))
        guard let body = request.body else {
            potok_easy_set_pointer(easy, CURLOPT_POSTFIELDS, nil)
            set(CURLOPT_HTTPGET, 1)
            set(CURLOPT_NOBODY, request.method == "HEAD" ? 1 : 0)
            potok_easy_set_string(easy, CURLOPT_CUSTOMREQUEST, request.method)
            return run()
        }
        // libcurl sends these bytes from where they are.
        return body.withUnsafeBytes { bytes in
            set(CURLOPT_NOBODY, 0)
            set(CURLOPT_POST, 1)
            potok_easy_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
            // Without a pointer libcurl would ask for the body by a callback.
            let start = bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) } ?? UnsafeMutableRawPointer(easy)
            potok_easy_set_pointer(easy, CURLOPT_POSTFIELDS, start)
            potok_easy_set_string(easy, CURLOPT_CUSTOMREQUEST, request.method)
            defer { potok_easy_set_pointer(easy, CURLOPT_POSTFIELDS, nil) }
            return run()
        }
    }

    private func run() -> Result<HTTPAnswer, SinkFailure> {
        var result = perform()
        // libcurl begins again by itself, but five times in the life of a handle only, which here is long.
        let isReused = potok_easy_long(easy, CURLINFO_NUM_CONNECTS) == 0
        if result == CURLE_RECV_ERROR || result == CURLE_SEND_ERROR, isReused, headerCount == 0 { result = perform() }
        let answer = answer
        self.answer = HTTPAnswer(status: 0)
        if isCancelled.withLock({ $0 }), result != CURLE_OK {
            return .failure(
                SinkFailure(.unreachable, code: "cancelled", message: "broken off, because we are stopping")
            )
        }
        if isTooLarge {
            let message = "the answer is longer than \(target.maximumAnswer)"
            return .failure(SinkFailure(.malformed, code: "answer-too-large", message: message))
        }
        guard result == CURLE_OK else {
            let text = errorText[0] == 0 ? String(cString: curl_easy_strerror(result)) : String(cString: errorText)
            return .failure(SinkFailure(Self.kind(result), code: "curl-\(result.rawValue)", message: text))
        }
        return .success(answer)
    }

    private func perform() -> CURLcode {
        answer = HTTPAnswer(status: 0)
        headerCount = 0
        isTooLarge = false
        errorText[0] = 0
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return CURLE_OUT_OF_MEMORY }
        defer { curl_multi_remove_handle(multi, easy) }
        while true {
            if isCancelled.withLock({ $0 }) { return CURLE_ABORTED_BY_CALLBACK }
            var running: Int32 = 0
            guard curl_multi_perform(multi, &running) == CURLM_OK else { return CURLE_OUT_OF_MEMORY }
            var done: UnsafeMutableRawPointer?
            var result = CURLE_OK
            if potok_multi_next_done(multi, &done, &result) {
                answer.status = potok_easy_long(easy, CURLINFO_RESPONSE_CODE)
                return result
            }
            curl_multi_poll(multi, nil, 0, 1_000, nil)
        }
    }

    private static func kind(_ code: CURLcode) -> SinkFailure.Kind {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CERTPROBLEM:
            .denied
        case CURLE_URL_MALFORMAT: .mismatch
        // Only http and https are ever asked for: the protocol is that of the answer.
        case CURLE_UNSUPPORTED_PROTOCOL: .malformed
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: .malformed
        default: .unreachable
        }
    }

    // MARK: What libcurl calls

    private func receive(header line: UnsafeBufferPointer<UInt8>) -> Bool {
        headerCount += line.count
        guard headerCount <= Self.maximumHeaders else { return false }
        // A line of status begins another answer: one of 1xx came before.
        if line.starts(with: "HTTP/".utf8) { answer.headers = [:] }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let isSpace = { (byte: UInt8) in byte <= 0x20 }
        let value = line[(colon + 1)...].drop(while: isSpace)
        let end = value.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? value.startIndex
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        answer.headers[name] = String(decoding: value[..<end], as: UTF8.self)
        return true
    }

    private func receive(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard answer.body.count + bytes.count <= target.maximumAnswer.bytes else {
            isTooLarge = true
            return false
        }
        answer.body.append(contentsOf: bytes)
        return true
    }

    private static func unwrap(
        _ data: UnsafeMutablePointer<CChar>?,
        _ size: Int,
        _ count: Int,
        _ context: UnsafeMutableRawPointer?
    ) -> (HTTPConnection, UnsafeBufferPointer<UInt8>)? {
        guard let data, let context else { return nil }
        let start = UnsafeRawPointer(data).assumingMemoryBound(to: UInt8.self)
        let connection = Unmanaged<HTTPConnection>.fromOpaque(context).takeUnretainedValue()
        return (connection, UnsafeBufferPointer(start: start, count: size * count))
    }

    // MARK: Options

    private func setConstantOptions() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        potok_easy_set_pointer(easy, CURLOPT_WRITEDATA, context)
        potok_easy_set_pointer(easy, CURLOPT_HEADERDATA, context)
        potok_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        potok_easy_on_body(easy) { data, size, count, context in
            guard let (connection, bytes) = HTTPConnection.unwrap(data, size, count, context) else { return 0 }
            return connection.receive(body: bytes) ? bytes.count : 0
        }
        potok_easy_on_header(easy) { data, size, count, context in
            guard let (connection, bytes) = HTTPConnection.unwrap(data, size, count, context) else { return 0 }
            return connection.receive(header: bytes) ? bytes.count : 0
        }
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_NOPROGRESS, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 512 * 1_024)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // Debian's default folder is parsed again for each connection; the bundle is parsed once.
        potok_easy_set_string(easy, CURLOPT_CAPATH, nil)
        if let authority = target.certificateAuthority { set(CURLOPT_CAINFO, authority) }
        // An empty name also keeps the proxies of the environment out: what a run does is said in pipeline.json alone.
        set(CURLOPT_PROXY, "")
    }

    private func set(_ option: CURLoption, _ value: String) { _ = potok_easy_set_string(easy, option, value) }
    private func set(_ option: CURLoption, _ value: Int) { _ = potok_easy_set_long(easy, option, value) }

    private func milliseconds(_ length: Duration) -> Int {
        let (seconds, atto) = length.components
        let whole = min(max(seconds, 0), 1_000_000) * 1_000
        // Zero would mean no limit at all.
        return max(1, Int(whole + atto / 1_000_000_000_000_000))
    }
}
