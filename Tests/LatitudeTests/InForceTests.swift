import Documents
import Git
import Latitude
import TestSupport
import Testing

/// Random histories against a slow reading of the contract: "the newest revision on the branch's
/// first-parent history whose `effective` is on or before D. Commit times are never trusted."
@Suite struct InForceTests {
  @Test(arguments: 0..<UInt64(fuzzRuns(default: 6)))
  func theNewestWhoseDayHasCome(seed: UInt64) throws {
    let fixture = try BaseFixture()
    var history = HistoryDrawer(random: SeededGenerator(seed: seed))
    let first = try fixture.git("rev-parse", "HEAD").dropLast()
    try fixture.environment.git(
      "fast-import", "--quiet", "--force", "--done", in: fixture.name,
      input: history.stream(count: 40, from: String(first)))
    let all = try fixture.git("rev-list", "--first-parent", "--reverse", "main").split(
      separator: "\n")
    // The branch grows, jumps and goes back: what was remembered on the way must never show.
    for place in [all.count / 2, all.count - 1, all.count / 3, all.count - 1] {
      _ = try fixture.git("update-ref", "refs/heads/main", String(all[place]))
      let expected = try Reference(fixture)
      guard !expected.revisions.isEmpty else { continue }
      let found = try fixture.open().mapHistory(ofRole: "conseiller")
      #expect(found.revisions.map(\.commit.id.description) == expected.revisions.map(\.commit))
      #expect(found.revisions.map(\.number) == Array(1...expected.revisions.count))
      for offset in 0..<60 {
        let day = try #require(Day("2025-12-20")).advanced(by: offset)
        #expect(
          found.inForce(on: day)?.number == expected.inForce(on: day.description),
          "seed \(seed), \(day)")
      }
    }
  }
}

/// The contract's sentence, with the git program and strings.
private struct Reference {
  var revisions: [(commit: String, effective: String?)] = []

  init(_ fixture: BaseFixture) throws {
    var before: String?
    let commits = try fixture.git("rev-list", "--first-parent", "--reverse", "main")
    for commit in commits.split(separator: "\n").map(String.init) {
      let text = try? fixture.git("show", "\(commit):maps/conseiller.md")
      if let text, text != before { revisions.append((commit, Reference.effective(text))) }
      before = text
    }
    // The map has to be there at the tip for anybody to ask about it.
    if before == nil { revisions = [] }
  }

  /// Of a file that can be read; the others carry a line that is no YAML.
  private static func effective(_ text: String) -> String? {
    if text.contains("title: a: b") { return nil }
    return text.split(separator: "\n").first { $0.hasPrefix("effective: ") }
      .map { String($0.dropFirst("effective: ".count)) }
  }

  /// Days of one format compare as texts.
  func inForce(on day: String) -> Int? {
    revisions.lastIndex { $0.effective.map { $0 <= day } ?? false }.map { $0 + 1 }
  }
}

/// Histories with merges, wrong clocks, days out of order, removed and unreadable maps.
private struct HistoryDrawer {
  var random: SeededGenerator

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  /// For `git fast-import`: commits on `main` and on two other lines, all begun at one commit.
  mutating func stream(count: Int, from first: String) -> String {
    var stream = ""
    var tips: [String] = [first, first, first]
    for mark in 1...count {
      let line = chance(60) ? 0 : Int.random(in: 1...2, using: &random)
      // Clocks say anything, also before what they build on.
      let time = Int.random(in: 1_000_000_000...1_900_000_000, using: &random)
      stream += "commit refs/heads/\(line == 0 ? "main" : "side\(line)")\nmark :\(mark)\n"
      stream += "committer Léa <lea@exemple.fr> \(time) +0100\ndata 6\nchange\nfrom \(tips[line])\n"
      let other = Int.random(in: 0...2, using: &random)
      if other != line, tips[other] != first, chance(30) { stream += "merge \(tips[other])\n" }
      if chance(55) {
        stream += edit()
      } else {
        stream +=
          "M 100644 inline notes.txt\ndata 3\n\(Int.random(in: 100...999, using: &random))\n"
      }
      stream += "\n"
      tips[line] = ":\(mark)"
    }
    return stream + "done\n"
  }

  private mutating func edit() -> String {
    if chance(8) { return "D maps/conseiller.md\n" }
    let day = Int.random(in: 10...28, using: &random)
    let text =
      chance(10)
      ? "---\nrole: conseiller\ntitle: a: b\n---\n\(day)\n"
      : BaseFixture.map(
        aloneUpTo: Int.random(in: 1...9, using: &random), effective: "2026-01-\(day)")
    return "M 100644 inline maps/conseiller.md\ndata \(text.utf8.count)\n\(text)\n"
  }
}
