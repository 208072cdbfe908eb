import PotokCore

/// An option within the struct that it ends up in: what ``OptionDeclaration`` says, and a key path of the right type.
///
/// The factories pair each kind with the type of its property, so the two cannot disagree. The default is the property's own.
struct OptionField<Options: Sendable>: Sendable {
    let name: String
    let kind: OptionKind
    let summary: String
    let explanation: String
    var isRequired = false
    /// A value that only a source may have.
    var onlyInSource: OptionValue?
    let get: @Sendable (Options) -> OptionValue?
    let set: @Sendable (inout Options, OptionValue) -> Void

    /// The same option, with the rule that its key must be there.
    func required() -> OptionField {
        var field = self
        field.isRequired = true
        return field
    }

    /// The same option, with a value that the whole pipeline cannot have.
    func onlyInSource(_ value: OptionValue) -> OptionField {
        var field = self
        field.onlyInSource = value
        return field
    }

    /// A whole number.
    static func integer(
        _ name: String,
        _ path: any WritableKeyPath<Options, Int> & Sendable,
        in range: ClosedRange<Int>,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .integer(range),
            summary: summary,
            explanation: explanation,
            get: { .integer($0[keyPath: path]) },
            set: { if case .integer(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// A length of time.
    static func duration(
        _ name: String,
        _ path: any WritableKeyPath<Options, Duration> & Sendable,
        in range: ClosedRange<Duration>,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .duration(range),
            summary: summary,
            explanation: explanation,
            get: { .duration($0[keyPath: path]) },
            set: { if case .duration(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// A number of bytes.
    static func byteCount(
        _ name: String,
        _ path: any WritableKeyPath<Options, ByteCount> & Sendable,
        in range: ClosedRange<ByteCount>,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .byteCount(range),
            summary: summary,
            explanation: explanation,
            get: { .byteCount($0[keyPath: path]) },
            set: { if case .byteCount(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// A share of a whole.
    static func share(
        _ name: String,
        _ path: any WritableKeyPath<Options, Double> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .share,
            summary: summary,
            explanation: explanation,
            get: { .share($0[keyPath: path]) },
            set: { if case .share(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// A share of a whole, from 0 to 1, or none at all.
    static func shareOrNone(
        _ name: String,
        _ path: any WritableKeyPath<Options, Double?> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .shareOrNone,
            summary: summary,
            explanation: explanation,
            get: { $0[keyPath: path].map { .share($0) } ?? .text(Share.none) },
            set: { if case .share(let value) = $1 { $0[keyPath: path] = value } else { $0[keyPath: path] = nil } }
        )
    }

    /// Yes or no.
    static func boolean(
        _ name: String,
        _ path: any WritableKeyPath<Options, Bool> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .boolean,
            summary: summary,
            explanation: explanation,
            get: { .boolean($0[keyPath: path]) },
            set: { if case .boolean(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// Text of any kind that is one string: ``OptionKind/text``, ``OptionKind/name``, ``OptionKind/path``.
    static func text(
        _ name: String,
        _ path: any WritableKeyPath<Options, String> & Sendable,
        kind: OptionKind = .text,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: kind,
            summary: summary,
            explanation: explanation,
            // An option whose default is no text has no default at all.
            get: { $0[keyPath: path].isEmpty ? nil : .text($0[keyPath: path]) },
            set: { if case .text(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// Several texts: ``OptionKind/texts``, ``OptionKind/paths``.
    static func texts(
        _ name: String,
        _ path: any WritableKeyPath<Options, [String]> & Sendable,
        kind: OptionKind = .texts,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: kind,
            summary: summary,
            explanation: explanation,
            get: { .texts($0[keyPath: path]) },
            set: { if case .texts(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// Several URLs.
    static func urls(
        _ name: String,
        _ path: any WritableKeyPath<Options, [WebURL]> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .urls,
            summary: summary,
            explanation: explanation,
            get: { .urls($0[keyPath: path]) },
            set: { if case .urls(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// Several blocks of addresses.
    static func addresses(
        _ name: String,
        _ path: any WritableKeyPath<Options, [AddressRange]> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .addresses,
            summary: summary,
            explanation: explanation,
            get: { .addresses($0[keyPath: path]) },
            set: { if case .addresses(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// A proxy.
    static func proxy(
        _ name: String,
        _ path: any WritableKeyPath<Options, Proxy> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .proxy,
            summary: summary,
            explanation: explanation,
            get: { .text($0[keyPath: path].text) },
            set: {
                if case .text(let text) = $1, case .success(let value) = Proxy.read(text) { $0[keyPath: path] = value }
            }
        )
    }

    /// What a source says in its requests.
    static func request(
        _ name: String,
        _ path: any WritableKeyPath<Options, RequestOptions> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .request,
            summary: summary,
            explanation: explanation,
            get: { $0[keyPath: path].isEmpty ? nil : .request($0[keyPath: path]) },
            set: { if case .request(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// Keys of the objects in NDJSON files.
    static func fields(
        _ name: String,
        _ path: any WritableKeyPath<Options, NDJSONFields> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .fields,
            summary: summary,
            explanation: explanation,
            get: { .fields($0[keyPath: path]) },
            set: { if case .fields(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// Names of fields at the target of a sink.
    static func mapping(
        _ name: String,
        _ path: any WritableKeyPath<Options, SinkFields> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .mapping,
            summary: summary,
            explanation: explanation,
            get: { $0[keyPath: path] == SinkFields() ? nil : .mapping($0[keyPath: path]) },
            set: { if case .mapping(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// The URL of a target.
    static func url(
        _ name: String,
        _ path: any WritableKeyPath<Options, WebURL?> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .url,
            summary: summary,
            explanation: explanation,
            get: { $0[keyPath: path].map { .url($0) } },
            set: { if case .url(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// Where a secret is kept.
    static func secret(
        _ name: String,
        _ path: any WritableKeyPath<Options, Secret?> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .secret,
            summary: summary,
            explanation: explanation,
            get: { $0[keyPath: path].map { .secret($0) } },
            set: { if case .secret(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// Where somebody listens for runs.
    static func heartbeat(
        _ name: String,
        _ path: any WritableKeyPath<Options, HeartbeatAddress> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .heartbeat,
            summary: summary,
            explanation: explanation,
            get: { $0[keyPath: path].value },
            set: { if let value = HeartbeatAddress($1) { $0[keyPath: path] = value } }
        )
    }

    /// How a sink says who we are.
    static func authentication(
        _ name: String,
        _ path: any WritableKeyPath<Options, SinkAuthentication> & Sendable,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .authentication,
            summary: summary,
            explanation: explanation,
            get: { $0[keyPath: path] == .none ? nil : .authentication($0[keyPath: path]) },
            set: { if case .authentication(let value) = $1 { $0[keyPath: path] = value } }
        )
    }

    /// One of the cases of an enumeration, each with its meaning.
    static func choice<Value: RawRepresentable<String> & Sendable & CaseIterable>(
        _ name: String,
        _ path: any WritableKeyPath<Options, Value> & Sendable,
        meaning: (Value) -> String,
        _ summary: String,
        _ explanation: String = ""
    ) -> OptionField {
        OptionField(
            name: name,
            kind: .choice(Value.allCases.map { .init($0.rawValue, meaning($0)) }),
            summary: summary,
            explanation: explanation,
            get: { .text($0[keyPath: path].rawValue) },
            set: {
                if case .text(let text) = $1, let value = Value(rawValue: text) { $0[keyPath: path] = value }
            }
        )
    }

    /// The declaration, with the default that a fresh struct has.
    func declaration(section: String, defaults: Options, isPerSource: Bool) -> OptionDeclaration {
        OptionDeclaration(
            section: section,
            name: name,
            kind: kind,
            defaultValue: isRequired ? nil : get(defaults),
            summary: summary,
            explanation: explanation,
            isRequired: isRequired,
            isPerSource: isPerSource,
            onlyInSource: onlyInSource
        )
    }
}
