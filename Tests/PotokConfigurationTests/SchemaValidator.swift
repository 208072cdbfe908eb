import Foundation
import PotokConfiguration

/// As much of JSON Schema (draft 2020-12) as the schema of pipeline.json uses; a keyword that it does not know is a violation.
struct SchemaValidator {
    let root: JSONValue

    /// What a value breaks, each as `path: keyword`.
    func violations(of value: JSONValue, by schema: JSONValue, at path: String) -> [String] {
        var found: [String] = []
        func fail(_ keyword: String) { found.append("\(path): \(keyword)") }
        for member in schema.members ?? [] {
            let rule = member.value
            switch member.key {
            case "$schema", "title", "description", "default", "$defs", "format": break
            case "$ref":
                let name = rule.string?.split(separator: "/").last.map(String.init) ?? ""
                guard let target = root["$defs"]?[name] else {
                    fail("$ref to nothing")
                    continue
                }
                found += violations(of: value, by: target, at: path)
            case "type":
                if !isType(value, rule.string ?? "") { fail("type") }
            case "const":
                if !isEqual(value, rule) { fail("const") }
            case "enum":
                if rule.elements?.contains(where: { isEqual(value, $0) }) != true { fail("enum") }
            case "minimum":
                if let number = value.double, number < rule.double ?? .infinity { fail("minimum") }
            case "maximum":
                if let number = value.double, number > rule.double ?? -.infinity { fail("maximum") }
            case "pattern":
                guard let string = value.string else { continue }
                if string.range(of: rule.string ?? "(", options: .regularExpression) == nil { fail("pattern") }
            case "minLength":
                if let string = value.string, string.unicodeScalars.count < rule.integer ?? .max { fail("minLength") }
            case "minItems":
                if let elements = value.elements, elements.count < rule.integer ?? .max { fail("minItems") }
            case "items":
                for (index, element) in (value.elements ?? []).enumerated() {
                    found += violations(of: element, by: rule, at: "\(path)/\(index)")
                }
            case "required":
                for key in rule.elements?.compactMap(\.string) ?? [] where value.members != nil && value[key] == nil {
                    fail("required \(key)")
                }
            case "properties":
                for member in value.members ?? [] {
                    guard let property = rule[member.key] else { continue }
                    found += violations(of: member.value, by: property, at: "\(path)/\(member.key)")
                }
            case "additionalProperties":
                for member in value.members ?? [] where schema["properties"]?[member.key] == nil {
                    if rule.members != nil {
                        found += violations(of: member.value, by: rule, at: "\(path)/\(member.key)")
                    } else if rule.boolean == false {
                        fail("additionalProperties \(member.key)")
                    }
                }
            case "propertyNames":
                for member in value.members ?? [] {
                    let name = JSONValue(.string(member.key))
                    found += violations(of: name, by: rule, at: "\(path)/\(member.key)")
                }
            case "anyOf", "oneOf":
                let fitting = (rule.elements ?? []).count { violations(of: value, by: $0, at: path).isEmpty }
                if fitting == 0 || (member.key == "oneOf" && fitting > 1) { fail(member.key) }
            default:
                fail("unknown keyword \(member.key)")
            }
        }
        return found
    }

    private func isType(_ value: JSONValue, _ type: String) -> Bool {
        switch type {
        case "object": value.members != nil
        case "array": value.elements != nil
        case "string": value.string != nil
        case "integer": value.integer != nil
        case "boolean": value.boolean != nil
        default: false
        }
    }

    private func isEqual(_ a: JSONValue, _ b: JSONValue) -> Bool {
        if let left = a.integer, let right = b.integer { return left == right }
        return a.content == b.content
    }
}
