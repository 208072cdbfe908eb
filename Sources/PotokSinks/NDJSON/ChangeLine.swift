import PotokConfiguration
import PotokCore

/// A change as one line of JSON: `{"schema": "change.v1", "kind": "upsert", "key": …, "version": …, "document": …}`.
///
/// A delete has no document. Of two lines with one key the one with the greater version counts.
enum ChangeLine {
    /// The line of a change, with its end.
    static func encode(_ change: SinkChange, _ mapping: FieldMapping) -> [UInt8] {
        var json = JSONBytes()
        json.reserveCapacity((change.document?.text.utf8.count ?? 0) * 9 / 8 + 1_024)
        json.beginObject()
        json.member("schema", "change.v1")
        json.member("kind", change.change.kind.rawValue)
        json.member("key", change.change.key.rawValue)
        json.member("version", change.change.version)
        if let document = change.document {
            json.name("document")
            json.beginObject()
            mapping.write(document, into: &json)
            json.endObject()
        }
        json.endObject()
        json.endLine()
        return json.bytes
    }

    /// What a line says of which document; nil when it is no line of ours.
    ///
    /// Only the beginning is read, which has a fixed form, so that reading a file costs little more than its bytes.
    static func decode(_ line: ArraySlice<UInt8>) -> Change? {
        var rest = line
        func take(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            guard rest.count >= count,
                text.withUTF8Buffer({ expected in rest.prefix(count).elementsEqual(expected) })
            else { return false }
            rest = rest.dropFirst(count)
            return true
        }
        guard take(#"{"schema":"change.v1","kind":""#) else { return nil }
        let kind: Change.Kind
        if take(#"upsert","key":""#) {
            kind = .upsert
        } else if take(#"delete","key":""#) {
            kind = .delete
        } else {
            return nil
        }
        guard let key = DocumentKey(rawValue: String(decoding: rest.prefix(32), as: UTF8.self)) else { return nil }
        rest = rest.dropFirst(32)
        guard take(#"","version":"#) else { return nil }
        var version: Int64 = 0
        while let digit = rest.first, (0x30...0x39).contains(digit) {
            let (product, overflow) = version.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            version = product &+ Int64(digit - 0x30)
            rest = rest.dropFirst()
        }
        return Change(kind: kind, key: key, version: version)
    }
}
