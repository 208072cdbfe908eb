import CPq

/// What PostgreSQL's words mean for the delivery (its manual, appendix A: the codes of SQLSTATE).
extension SinkFailure {
    /// A statement that failed.
    static func answer(_ result: OpaquePointer) -> SinkFailure {
        func field(_ name: Int32) -> String? { PQresultErrorField(result, name).map { String(cString: $0) } }
        let code = field(Int32(UInt8(ascii: "C"))) ?? ""
        var message = field(Int32(UInt8(ascii: "M"))) ?? oneLine(String(cString: PQresultErrorMessage(result)), or: "")
        // The detail of a conflict names the value; what is longer would be the document.
        if let detail = field(Int32(UInt8(ascii: "D"))), detail.utf8.count <= 300 { message += " (\(detail))" }
        if code.isEmpty {
            return SinkFailure(.unreachable, code: "connection", message: oneLine(message, or: "the connection broke"))
        }
        return SinkFailure(kind(ofState: code), code: code, message: oneLine(message, or: "no words"))
    }

    /// A connection that did not come about.
    static func connecting(_ words: String) -> SinkFailure {
        let message = oneLine(words, or: "no connection")
        if let code = state(in: words) { return SinkFailure(kind(ofState: code), code: code, message: message) }
        // What TLS says when there is an answer that it does not accept; "SSL SYSCALL error" is a connection that broke.
        let isTLS = (words.contains("SSL") || words.contains("certificate")) && !words.contains("SSL SYSCALL")
        if isTLS { return SinkFailure(.denied, code: "tls", message: message) }
        if words.contains("no password supplied") { return SinkFailure(.denied, code: "password", message: message) }
        return SinkFailure(.unreachable, code: "connection", message: message)
    }

    /// The kind of failure that a code stands for.
    static func kind(ofState code: String) -> Kind {
        switch code {
        case "57014", "55P03": return .timeout
        case "40001", "40P01", "25006", "57P01", "57P02", "57P03", "57P05": return .busy
        case "42501": return .denied
        // A value beyond a limit; the others of its class are about statements.
        case "54000": return .rejected
        default: break
        }
        switch code.prefix(2) {
        // Values and constraints, and what a trigger raised.
        case "22", "23", "44", "P0": return .rejected
        case "08": return .unreachable
        case "53", "55", "57", "40": return .busy
        case "28": return .denied
        // Names, types, syntax and what depends on a table: it is not what it was.
        case "42", "3D", "3F", "0A", "2B", "54": return .mismatch
        default: return .failed
        }
    }

    /// The code within the words of a server, as `FATAL:  28P01: …`.
    private static func state(in words: String) -> String? {
        for line in words.split(separator: "\n") {
            for part in line.split(separator: ":").dropFirst() {
                let word = part.drop { $0 == " " }
                guard word.utf8.count == 5, part.utf8.count > word.utf8.count,
                    word.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }),
                    // Every code has a digit; `FATAL` has none.
                    word.utf8.contains(where: { (0x30...0x39).contains($0) })
                else { continue }
                return String(word)
            }
        }
        return nil
    }

    /// Words on one line, without where in PostgreSQL's sources they are said.
    static func oneLine(_ words: String, or other: String) -> String {
        let lines = words.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("LOCATION:") }
        let line = lines.map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: " ")
        return line.isEmpty ? other : String(line.prefix(1_000))
    }
}
