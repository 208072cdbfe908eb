/// Under which names the fields of `document.v1` go out, and which do not go out: the key `fields` of a sink.
public struct SinkFields: Sendable, Hashable {
    /// Names at the target that differ, by field.
    public var names: [String: String] = [:]
    /// The fields that are left out.
    public var omitted: Set<String> = []

    /// Every field under its own name.
    public init() {}

    /// The fields of `document.v1`, in its order.
    public static let legal = [
        "schema", "key", "url", "identifier", "source", "title", "text", "language", "publishedAt",
        "publishedPrecision", "authors", "mediaType", "confidence", "firstSeenAt", "observedAt", "changedAt",
        "bodyHash", "contentHash", "textHash", "duplicateOf", "duplicateRelation", "duplicateScore",
        "reservesMining", "version", "revision",
    ]

    /// The fields that no target can do without.
    public static let needed = ["key", "version"]

    /// The fields as pipeline.json spells them.
    var json: JSONValue {
        JSONValue(
            .object(
                Self.legal.compactMap { field in
                    if omitted.contains(field) { return JSONMember(field, JSONValue(.boolean(false))) }
                    return names[field].map { JSONMember(field, JSONValue(.string($0))) }
                }
            )
        )
    }
}

extension SinkFields {
    /// Reads and checks the value of the key.
    static func read(_ members: [JSONMember], _ problems: inout [OptionKind.Problem]) -> SinkFields {
        var fields = SinkFields()
        for member in members {
            if case .invalid = member.value.content { continue }
            guard legal.contains(member.key) else {
                let near = Suggestion.closest(to: member.key, among: legal)
                problems.append(
                    .init(
                        code: .configurationUnknownKey,
                        message: "has no '\(DisplayText.quote(member.key))'\(LegalKeys.question(near))",
                        hint: near == nil ? "the fields are \(legal.joined(separator: ", "))" : nil,
                        range: member.keyRange
                    )
                )
                continue
            }
            if member.value.boolean == false {
                if needed.contains(member.key) {
                    problems.append(
                        .init(
                            code: .configurationBadValue,
                            message:
                                "cannot leave out '\(member.key)', by which the target is compared with the corpus",
                            range: member.value.range
                        )
                    )
                } else {
                    fields.omitted.insert(member.key)
                }
            } else if let name = member.value.string, !name.isEmpty,
                !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
            {
                fields.names[member.key] = name
            } else {
                problems.append(
                    .init(
                        code: .configurationWrongType,
                        message: "must have a name or false for '\(member.key)'",
                        range: member.value.range
                    )
                )
            }
        }
        var owners: [String: String] = [:]
        for field in legal where !fields.omitted.contains(field) {
            let name = fields.names[field] ?? field
            if let owner = owners.updateValue(field, forKey: name),
                let member = members.first(where: { $0.key == field }) ?? members.first(where: { $0.key == owner })
            {
                problems.append(
                    .init(
                        code: .configurationBadValue,
                        message: "has '\(DisplayText.quote(name))' for both '\(owner)' and '\(field)'",
                        range: member.value.range
                    )
                )
            }
        }
        return fields
    }
}
