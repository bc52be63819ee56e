import Foundation
import Testing

/// What the commands print, held by the sessions in `Transcripts/`; UPDATE_GOLDEN=1 rewrites them.
@Suite struct TranscriptTests {
  private static let folder = FixtureBase.sources.appending(path: "Transcripts")

  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test(arguments: names)
  func saysWhatTheTranscriptSays(name: String) throws {
    let file = TranscriptTests.folder.appending(path: name)
    let expected = try String(contentsOf: file, encoding: .utf8)
    let found = try TranscriptRunner().run(Transcript(expected)).text
    guard found != expected else { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try found.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    Issue.record(
      """
      \(name) differs (- expected, + found):
      \(lineDifference(expected: expected, found: found))
      """)
  }

  @Test func thereAreTranscripts() {
    #expect(!TranscriptTests.names.isEmpty)
  }
}
