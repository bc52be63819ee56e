import Foundation
import Latitude
import Testing

/// Every JSON that a transcript shows fits the schema that it names, and every schema is shown.
@Suite struct SchemaTests {
  private static func schemas() throws -> JSONSchema {
    try JSONSchema(
      folder: FixtureBase.sources.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Schemas"))
  }

  /// The JSON objects that a step printed: one for the whole, or one a line.
  private static func objects(in step: Transcript.Step) -> [JSONValue] {
    let lines = step.printed.split(separator: "\n").filter {
      !$0.hasPrefix("! ") && !$0.hasPrefix("[")
    }
    let whole = JSONValue(lines.joined(separator: "\n").utf8)
    return (whole.map { [$0] } ?? lines.compactMap { JSONValue($0.utf8) })
      .filter { if case .object = $0 { true } else { false } }
  }

  /// The objects of all transcripts that name a schema, with where they stand.
  private static func shown() throws -> [(place: String, name: String, value: JSONValue)] {
    var shown: [(place: String, name: String, value: JSONValue)] = []
    for file in TranscriptTests.names {
      let url = FixtureBase.sources.appending(path: "Transcripts/\(file)")
      for step in Transcript(try String(contentsOf: url, encoding: .utf8)).steps {
        for value in objects(in: step) {
          guard let schema = value.fields.first(where: { $0.key == "schema" })?.value.scalar,
            schema.hasPrefix("latitude."), schema.hasSuffix("/1")
          else { continue }
          let name = schema.dropFirst("latitude.".count).dropLast("/1".count)
          shown.append(("\(file): \(step.command[0])", String(name), value))
        }
      }
    }
    return shown
  }

  /// A step whose output is cut or not read at all would leave a schema unchecked.
  @Test(arguments: TranscriptTests.names) func whatIsAskedForInJSONIsJSON(file: String) throws {
    let url = FixtureBase.sources.appending(path: "Transcripts/\(file)")
    for step in Transcript(try String(contentsOf: url, encoding: .utf8)).steps {
      let command = step.command.joined(separator: "\n")
      // An error, a list without elements, help, and what a pipe cuts have no object to show.
      guard command.contains("--json"), !command.contains("|"), !command.contains("--help"),
        !step.printed.contains("[6"), !step.printed.contains("[7"),
        step.printed.split(separator: "\n").contains(where: { !$0.hasPrefix("! ") })
      else { continue }
      #expect(!SchemaTests.objects(in: step).isEmpty, "\(command)")
    }
  }

  @Test func transcriptsFitTheirSchemas() throws {
    let schemas = try SchemaTests.schemas()
    for (place, name, value) in try SchemaTests.shown() {
      let problems = schemas.problems(of: value, against: "\(name).json")
      #expect(problems == [], "\(place)")
    }
  }

  @Test func everySchemaIsShown() throws {
    let shown = Set(try SchemaTests.shown().map(\.name))
    #expect(try SchemaTests.schemas().names.subtracting(shown) == ["common"])
  }

  @Test(arguments: [
    ("list", "cases"), ("search", "results"), ("lint", "findings"), ("map-log", "revisions"),
  ])
  func linesAreElementsOfTheWhole(file: String, part: String) throws {
    let schemas = try SchemaTests.schemas()
    let url = FixtureBase.sources.appending(path: "Transcripts/\(file).fr.txt")
    let lines = Transcript(try String(contentsOf: url, encoding: .utf8)).steps
      .filter { $0.command[0].contains("--jsonl") }.flatMap(SchemaTests.objects)
    #expect(!lines.isEmpty)
    for line in lines {
      let target = "\(file).json#/properties/\(part)/items"
      #expect(schemas.problems(of: line, against: target) == [])
    }
  }

  @Test(arguments: [
    #""id": "fc-1""#, #""id": 7"#, #""path": null"#, #""commit": "abc""#, #""extra": 1"#,
    #""schema": "latitude.edit/2""#,
  ])
  func theValidatorFindsWhatDoesNotFit(change: String) throws {
    let schemas = try SchemaTests.schemas()
    let fields = [
      "schema": #""latitude.edit/1""#, "id": #""fc-20261118-7k3fqz""#, "path": #""a.md""#,
      "commit": "null",
    ]
    func object(_ change: String) -> JSONValue? {
      let name = change.split(separator: "\"")[0]
      let others = fields.filter { $0.key != name }.map { "\"\($0.key)\": \($0.value)" }
      return JSONValue("{\((others + [change]).joined(separator: ", "))}".utf8)
    }
    let fitting = try #require(object(#""path": "b.md""#))
    #expect(schemas.problems(of: fitting, against: "edit.json") == [])
    #expect(schemas.problems(of: try #require(object(change)), against: "edit.json").count == 1)
    #expect(!schemas.problems(of: .object([:]), against: "edit.json").isEmpty)
  }
}
