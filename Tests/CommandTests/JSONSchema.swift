import Foundation
import Latitude

/// Holds JSON to the files in `Schemas/`: the part of JSON Schema (draft 2020-12) that these use.
///
/// A keyword that is not known here is itself an error, so that no schema promises what nobody
/// checks.
struct JSONSchema {
  private var files: [String: JSONValue] = [:]

  /// Reads every schema of a folder.
  init(folder: URL) throws {
    for url in try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil) where url.pathExtension == "json"
    {
      files[url.lastPathComponent] = JSONValue(try Data(contentsOf: url))
    }
  }

  /// The files' names without their ending.
  var names: Set<String> { Set(files.keys.map { String($0.dropLast(5)) }) }

  /// What in a value does not fit a schema: a path and a reason each; empty when all fits.
  ///
  /// - Parameter target: A file and, after `#`, the part of it that counts: `list.json`,
  ///   `list.json#/properties/cases/items`.
  func problems(of value: JSONValue, against target: String) -> [String] {
    check(value, "$ref", .text(target), JSONObject(), Place(path: "$", file: ""))
  }

  private struct Place {
    var path: String
    var file: String

    func below(_ name: String) -> Place { Place(path: path + name, file: file) }
  }

  private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

  private func check(_ value: JSONValue, _ schema: JSONValue, _ place: Place) -> [String] {
    guard case .object(let keywords) = schema else { return ["\(place.path): no schema"] }
    return schema.fields.filter { !JSONSchema.annotations.contains($0.key) }
      .flatMap { check(value, $0.key, $0.value, keywords, place) }
  }

  private func check(
    _ value: JSONValue, _ keyword: String, _ wanted: JSONValue, _ schema: JSONObject,
    _ place: Place
  ) -> [String] {
    func expect(_ holds: Bool) -> [String] {
      holds ? [] : ["\(place.path): \(value) does not fit \(keyword) \(wanted)"]
    }
    switch (keyword, wanted) {
    case ("$ref", .text(let target)):
      guard let (found, file) = resolve(target, from: place.file) else {
        return ["\(place.path): \(target) leads nowhere"]
      }
      return check(value, found, Place(path: place.path, file: file))
    case ("type", .text(let type)): return expect(value.isA(type))
    case ("type", .array(let types)):
      return expect(types.contains { $0.scalar.map(value.isA) ?? false })
    case ("const", let constant): return expect(value == constant)
    case ("enum", .array(let values)): return expect(values.contains(value))
    case ("pattern", .text(let pattern)):
      guard case .text(let text) = value else { return [] }
      return expect(text.range(of: pattern, options: .regularExpression) != nil)
    case ("minimum", .number(let least)):
      return expect(value.number.map { $0 >= Double(least) ?? 0 } ?? true)
    case ("maximum", .number(let most)):
      return expect(value.number.map { $0 <= Double(most) ?? 0 } ?? true)
    case ("items", let items):
      return value.items.enumerated().flatMap { check($1, items, place.below("[\($0)]")) }
    case ("required", .array(let names)):
      guard case .object(let fields) = value else { return [] }
      return names.filter { fields[$0.scalar ?? ""] == nil }.map { "\(place.path): lacks \($0)" }
    case ("properties", .object(let properties)):
      return value.fields.flatMap { name, field in
        properties[name].map { check(field, $0, place.below(".\(name)")) } ?? []
      }
    case ("additionalProperties", _):
      let named = schema["properties"]?.fields.map(\.key) ?? []
      let others = value.fields.filter { !named.contains($0.key) }
      if wanted == .boolean(false) {
        return others.map { "\(place.path): \($0.key) is not known" }
      }
      return others.flatMap { check($0.value, wanted, place.below(".\($0.key)")) }
    case ("anyOf", .array(let schemas)):
      return expect(schemas.contains { check(value, $0, place).isEmpty })
    default: return ["\(place.path): the schema's \(keyword) is not understood"]
    }
  }

  private func resolve(_ target: String, from file: String) -> (JSONValue, file: String)? {
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].isEmpty ? file : String(parts[0])
    var found = files[name]
    for step in parts.count > 1 ? parts[1].split(separator: "/") : [] {
      found = found?.fields.first { $0.key == step }?.value
    }
    return found.map { ($0, name) }
  }
}

extension JSONValue {
  /// The fields of an object by their names; empty for everything else.
  var fields: [(key: String, value: JSONValue)] {
    guard case .object(let object) = self else { return [] }
    return object.members.map { ($0.name, $0.value) }.sorted { $0.key < $1.key }
  }

  fileprivate var items: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }

  fileprivate var number: Double? {
    if case .number(let digits) = self { Double(digits) } else { nil }
  }

  fileprivate func isA(_ type: String) -> Bool {
    switch (type, self) {
    case ("null", .null), ("string", .text), ("array", .array), ("object", .object),
      ("boolean", .boolean), ("number", .number):
      true
    case ("integer", .number(let digits)): Int(digits) != nil
    default: false
    }
  }
}
