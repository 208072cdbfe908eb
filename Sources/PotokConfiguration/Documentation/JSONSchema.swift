/// The JSON Schema of pipeline.json (draft 2020-12), made from the declarations of options.
///
/// It says what an editor can check and complete. Ranges of quantities with units, and names that must be unique, are beyond
/// it; the checker has the last word.
public enum JSONSchema {
    /// The schema as text, with a line end.
    public static func document() -> String { JSONWriter.pretty(value()) + "\n" }

    /// The schema as a value.
    public static func value() -> JSONValue {
        var properties = TopLevel.declarations.map(property)
        properties.append(
            JSONMember(
                "sources",
                [
                    "description": "Where documents come from, in their order.", "type": "array", "minItems": 1,
                    "items": ["$ref": "#/$defs/source"],
                ]
            )
        )
        properties.append(
            JSONMember(
                "sinks",
                [
                    "description": "The places that are told of every change.", "type": "array",
                    "items": ["$ref": "#/$defs/sink"],
                ]
            )
        )
        var definitions: [JSONMember] = [JSONMember("source", source()), JSONMember("sink", sink())]
        for section in StageSection.all {
            properties.append(JSONMember(section.name, ["$ref": string("#/$defs/\(section.name)")]))
            definitions.append(
                JSONMember(section.name, object(section.options.map(property), description: section.summary))
            )
        }
        let required = TopLevel.declarations.filter(\.isRequired).map(\.name) + ["sources"]
        var root = object(properties, description: "A pipeline of Potok.").members ?? []
        root.insert(JSONMember("$schema", "https://json-schema.org/draft/2020-12/schema"), at: 0)
        root.insert(JSONMember("title", "pipeline.json"), at: 1)
        root.append(JSONMember("required", strings(required)))
        root.append(JSONMember("$defs", JSONValue(.object(definitions))))
        return JSONValue(.object(root))
    }

    private static func source() -> JSONValue {
        let stages = LegalKeys.stagesOfSource.map {
            JSONMember($0.name, ["$ref": string("#/$defs/\($0.name)")])
        }
        let common = SourceTypes.common.filter { $0.name != "type" }.map(property)
        let variants = SourceTypes.all.map { type in
            let tag = JSONMember("type", ["description": string(type.summary), "const": string(type.name)])
            var members =
                object(common + [tag] + type.declarations.map(property) + stages, description: type.summary).members
                ?? []
            members.append(JSONMember("required", strings(SourceTypes.common.filter(\.isRequired).map(\.name))))
            members.append(
                JSONMember(
                    "anyOf",
                    JSONValue(
                        .array(
                            type.oneOf.map { key in
                                [
                                    "required": strings([key]),
                                    "properties": JSONValue(.object([JSONMember(key, ["minItems": 1])])),
                                ]
                            }
                        )
                    )
                )
            )
            return JSONValue(.object(members))
        }
        return ["description": "One entry of `sources`.", "type": "object", "oneOf": JSONValue(.array(variants))]
    }

    private static func sink() -> JSONValue {
        let sections = SinkTypes.sections.map { JSONMember($0.name, ["$ref": string("#/$defs/\($0.name)")]) }
        let common = SinkTypes.common.filter { $0.name != "type" }.map(property)
        let variants = SinkTypes.all.map { type in
            let tag = JSONMember("type", ["description": string(type.summary), "const": string(type.name)])
            let declarations = type.declarations
            var members =
                object(common + [tag] + declarations.map(property) + sections, description: type.summary).members ?? []
            let required = (SinkTypes.identity + declarations).filter(\.isRequired).map(\.name)
            members.append(JSONMember("required", strings(required)))
            return JSONValue(.object(members))
        }
        return ["description": "One entry of `sinks`.", "type": "object", "oneOf": JSONValue(.array(variants))]
    }

    private static func object(_ properties: [JSONMember], description: String) -> JSONValue {
        [
            "description": string(description), "type": "object", "additionalProperties": false,
            "properties": JSONValue(.object(properties)),
        ]
    }

    /// The key of an option with the schema of its values.
    private static func property(_ option: OptionDeclaration) -> JSONMember {
        var description = option.summary
        if !option.explanation.isEmpty { description += " " + option.explanation }
        switch option.kind {
        case .duration, .byteCount, .share, .shareOrNone: description += " It is \(option.kind.expectation)."
        default: break
        }
        var members = [JSONMember("description", string(description))]
        members += type(option.kind)
        if let value = option.defaultValue { members.append(JSONMember("default", value.json)) }
        return JSONMember(option.name, JSONValue(.object(members)))
    }

    /// The JSON type of a kind, with what JSON Schema can say about its values.
    private static func type(_ kind: OptionKind) -> [JSONMember] {
        switch kind {
        case .text, .path:
            return [JSONMember("type", "string"), JSONMember("pattern", "\\S")]
        case .name:
            return [
                JSONMember("type", "string"),
                JSONMember("pattern", "^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,63}$"),
            ]
        case .integer(let range) where range.lowerBound == range.upperBound:
            return [JSONMember("const", number(range.lowerBound))]
        case .integer(let range):
            return [
                JSONMember("type", "integer"), JSONMember("minimum", number(range.lowerBound)),
                JSONMember("maximum", number(range.upperBound)),
            ]
        case .duration:
            return quantity(QuantityUnits.allDuration, alone: "0+")
        case .byteCount:
            return quantity(QuantityUnits.byteCount, alone: "[0-9_.]+")
        case .share:
            return [JSONMember("type", "string"), JSONMember("pattern", "^\\s*[0-9][0-9.]*\\s*%\\s*$")]
        case .shareOrNone:
            return [JSONMember("type", "string"), JSONMember("pattern", "^(none|\\s*[0-9][0-9.]*\\s*%\\s*)$")]
        case .boolean:
            return [JSONMember("type", "boolean")]
        case .choice(let choices):
            return [JSONMember("enum", strings(choices.map(\.name)))]
        case .dayTimes:
            let time = "[0-9]{1,2}:[0-9]{2}"
            return [
                JSONMember("type", "array"),
                JSONMember(
                    "items",
                    JSONValue(
                        .object([JSONMember("type", "string"), JSONMember("pattern", string("^\(time)-\(time)$"))])
                    )
                ),
            ]
        case .paths, .texts, .selectors, .lines:
            return [
                JSONMember("type", "array"), JSONMember("items", ["type": "string", "pattern": "\\S"]),
            ]
        case .addresses:
            return [
                JSONMember("type", "array"),
                JSONMember("items", ["type": "string", "pattern": "^[0-9a-fA-F:.]+(/[0-9]{1,3})?$"]),
            ]
        case .urls:
            return [
                JSONMember("type", "array"),
                JSONMember("items", ["type": "string", "format": "uri", "pattern": "^\\s*[hH][tT][tT][pP][sS]?:"]),
            ]
        case .proxy:
            let schemes = Proxy.schemes.joined(separator: "|")
            return [
                JSONMember("type", "string"), JSONMember("pattern", string("^(none|(\(schemes))://[^@/?#]+/?)$")),
            ]
        case .fields:
            return [
                JSONMember("type", "object"), JSONMember("additionalProperties", JSONValue(.boolean(false))),
                JSONMember(
                    "properties",
                    JSONValue(
                        .object(
                            NDJSONFields.paths.map { JSONMember($0.name, ["type": "string", "pattern": "\\S"]) }
                        )
                    )
                ),
            ]
        case .mapping:
            let name: JSONValue = ["anyOf": [["type": "string", "minLength": 1], ["const": false]]]
            let names = SinkFields.legal.map { field in
                JSONMember(
                    field,
                    SinkFields.needed.contains(field) ? ["type": "string", "minLength": 1] : name
                )
            }
            return [
                JSONMember("type", "object"), JSONMember("additionalProperties", JSONValue(.boolean(false))),
                JSONMember("properties", JSONValue(.object(names))),
            ]
        case .url:
            return [
                JSONMember("type", "string"), JSONMember("format", "uri"),
                JSONMember("pattern", "^\\s*[hH][tT][tT][pP][sS]?:[^@?#]*$"),
            ]
        case .heartbeat:
            let url: JSONValue = [
                "type": "string", "pattern": "^(none|\\s*[hH][tT][tT][pP][sS]?:[^@#]*)$",
            ]
            return [JSONMember("anyOf", JSONValue(.array([url, secret])))]
        case .secret:
            return secret.members ?? []
        case .authentication:
            return authentication(["bearer", "apiKey"]).members ?? []
        case .request:
            return request
        }
    }

    /// Where a secret is kept.
    private static let secret: JSONValue = [
        "type": "object", "additionalProperties": false,
        "properties": [
            "env": ["type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"],
            "file": ["type": "string", "pattern": "\\S"],
        ],
        "oneOf": [["required": ["env"]], ["required": ["file"]]],
    ]

    /// What a source says in its requests; whether a name makes a secret of its value is left to the checker.
    private static var request: [JSONMember] {
        let value: JSONValue = ["anyOf": [["type": "string"], secret]]
        let fields: JSONValue = [
            "type": "object", "propertyNames": ["pattern": "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"],
            "additionalProperties": value,
        ]
        return [
            JSONMember("type", "object"), JSONMember("additionalProperties", false),
            JSONMember("properties", ["headers": fields, "auth": authentication(["bearer"]), "cookies": fields]),
        ]
    }

    /// One way to say who we are: `basic`, or one of those that have a secret.
    private static func authentication(_ others: [String]) -> JSONValue {
        let basic: JSONValue = [
            "type": "object", "additionalProperties": false,
            "properties": ["user": ["anyOf": [["type": "string"], secret]], "password": secret],
            "required": ["user", "password"],
        ]
        let ways = [JSONMember("basic", basic)] + others.map { JSONMember($0, secret) }
        let alternatives = ways.map { JSONValue(.object([JSONMember("required", strings([$0.key]))])) }
        return JSONValue(
            .object([
                JSONMember("type", "object"), JSONMember("additionalProperties", false),
                JSONMember("properties", JSONValue(.object(ways))),
                JSONMember("oneOf", JSONValue(.array(alternatives))),
            ])
        )
    }

    /// Text of a number with one of some units, in large or small letters, or of a number that needs none.
    private static func quantity(_ units: [String], alone: String) -> [JSONMember] {
        let spelled = units.map { unit in
            unit.map { "[\($0.lowercased())\($0.uppercased())]" }.joined()
        }
        return [
            JSONMember("type", "string"),
            JSONMember(
                "pattern",
                string("^\\s*([0-9._]+\\s*(\(spelled.joined(separator: "|")))|\(alone))\\s*$")
            ),
        ]
    }

    private static func string(_ text: String) -> JSONValue { JSONValue(.string(text)) }
    private static func strings(_ texts: [String]) -> JSONValue { JSONValue(.array(texts.map(string))) }
    private static func number(_ value: Int) -> JSONValue { JSONValue(.number(String(value))) }
}
