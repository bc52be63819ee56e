import Documents
import Foundation
import TestSupport
import Testing

/// The documents of the bundled base, where there is one.
enum SampleBase {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("cases").path

  static let exists = FileManager.default.fileExists(atPath: root + "/latitude.yml")

  /// Every document by its path, in order.
  static func documents() -> [(path: String, location: DocumentPath, source: [UInt8])] {
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return files.sorted().compactMap { path in
      guard let location = DocumentPath(path), let source = read(path) else { return nil }
      return (path, location, source)
    }
  }

  static func read(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: root + "/" + path).map { Array($0) }
  }
}

@Suite(.enabled(if: SampleBase.exists, "there is no cases/ beside this checkout"))
struct SampleBaseTests {
  private let vocabulary: Vocabulary

  init() throws {
    let parsed = Vocabulary.parse(try #require(SampleBase.read("latitude.yml")))
    #expect(parsed.problems.isEmpty)
    vocabulary = try #require(parsed.value)
  }

  @Test func everyDocumentReadsWithoutProblemsAndBackAsItself() throws {
    #expect(Vocabulary.parse(vocabulary.rendered()).value == vocabulary)
    for (path, location, source) in SampleBase.documents() {
      switch location.kind {
      case .fieldCase:
        let parsed = FieldCase.parse(source)
        let value = try #require(parsed.value, "\(path): \(parsed.problems)")
        #expect(parsed.problems.isEmpty, "\(path)")
        #expect(value.problems(in: vocabulary, positions: parsed.positions).isEmpty, "\(path)")
        #expect(FieldCase.parse(value.rendered(language: "fr")).value == value, "\(path)")
      case .learning:
        let parsed = Learning.parse(source)
        let value = try #require(parsed.value, "\(path): \(parsed.problems)")
        #expect(parsed.problems.isEmpty, "\(path)")
        #expect(value.problems(in: vocabulary, positions: parsed.positions).isEmpty, "\(path)")
        #expect(Learning.parse(value.rendered()).value == value, "\(path)")
      case .idea:
        let parsed = Idea.parse(source)
        let value = try #require(parsed.value, "\(path): \(parsed.problems)")
        #expect(parsed.problems.isEmpty, "\(path)")
        #expect(value.problems(in: vocabulary, positions: parsed.positions).isEmpty, "\(path)")
        #expect(Idea.parse(value.rendered()).value?.unplaced == value.unplaced, "\(path)")
      case .map:
        let parsed = MapDocument.parse(source)
        let value = try #require(parsed.value, "\(path): \(parsed.problems)")
        #expect(parsed.problems.isEmpty, "\(path)")
        #expect(value.problems(in: vocabulary, positions: parsed.positions).isEmpty, "\(path)")
        #expect(MapDocument.parse(value.rendered()).value?.unplaced == value.unplaced, "\(path)")
      }
    }
  }

  @Test func anEditedFieldIsOneLine() throws {
    for (path, location, source) in SampleBase.documents() where location.kind != .map {
      var editor = try DocumentEditor(source: source)
      try editor.set("title", to: .text("Un autre titre : le même cas"))
      try #require(editor.bytes != source, "\(path)")
      let change = LineChange(from: source, to: editor.bytes)
      #expect(change.added.count == 1 && change.removed.count == 1, "\(path)")
    }
  }
}

extension DocumentPath {
  fileprivate var kind: DocumentKind {
    switch self {
    case .document(let id): id.kind
    case .map: .map
    }
  }
}
