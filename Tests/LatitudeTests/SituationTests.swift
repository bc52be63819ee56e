import AutonomyMaps
import Documents
import Foundation
import Git
import Latitude
import TestSupport
import Testing

/// `check` on the project's own base, held to `Fixtures/situations.txt`: zones read off the maps by hand.
@Suite struct SituationTests {
  @Test(
    .enabled(
      if: SampleBase.isComplete,
      "cases/ or its history is missing: this needs a full clone, neither a shallow one nor an archive"
    ),
    arguments: try Situation.all())
  func checkSaysWhatTheMapSays(situation: Situation) throws {
    try Repository.isolateConfiguration(to: TestEnvironment.noConfiguration)
    let base = try KnowledgeBase(at: SampleBase.folder.path)

    let verdict = try base.check(situation.request).verdict
    let zone = verdict.zone?.rawValue ?? "undecided"
    let reason = verdict.undecided?.needs.sorted().joined(separator: ",") ?? decider(of: verdict)
    #expect(zone == situation.zone, "\(situation.why)")
    #expect(reason == situation.reason, "\(situation.why)")
  }

  @Test func everyLineIsASituation() throws {
    let situations = try Situation.all()
    let zones = Dictionary(grouping: situations, by: \.zone)
    #expect(Set(zones.keys) == ["alone", "consult", "escalate", "undecided"])
    #expect(Set(situations.map(\.request.role)) == ["conseiller", "superviseur", "technicien"])
  }

  private func decider(of verdict: Verdict) -> String {
    switch verdict.decidedBy {
    case .byDefault: "default"
    case .depends: "several"
    case .rule(let id), .trial(let id, _), .limit(let id, _): id
    }
  }
}

/// The base that comes with the project.
private enum SampleBase {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "cases")

  /// Whether the base is committed, with all revisions of its maps.
  static let isComplete: Bool = {
    guard let environment = try? TestEnvironment(),
      (try? environment.git("-C", folder.path, "cat-file", "-e", "HEAD:./latitude.yml")) != nil,
      let shallow = try? environment.git(
        "-C", folder.path, "rev-parse", "--is-shallow-repository")
    else { return false }
    return shallow == "false\n"
  }()
}

/// One line of `situations.txt`.
struct Situation: Sendable, CustomTestStringConvertible {
  var line: Int
  var request: CheckRequest
  var zone: String
  /// The rule, limit or trial that decides; of an undecided situation, what is needed.
  var reason: String
  var why: String

  var testDescription: String {
    "line \(line): \(request.role), \(request.day), \(request.action): \(why)"
  }

  static func all() throws -> [Situation] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/situations.txt")
    let lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return try lines.enumerated().compactMap { index, text in
      guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
      return try Situation(String(text), line: index + 1)
    }
  }

  private init(_ text: String, line: Int) throws {
    let fields = text.components(separatedBy: " | ")
    try #require(fields.count == 7, "line \(line): \(fields.count) fields")
    let day = try #require(Day(fields[1]), "line \(line): \(fields[1])")
    request = CheckRequest(role: fields[0], action: fields[2], day: day)
    for known in fields[3].components(separatedBy: "; ") where !known.isEmpty {
      let parts = known.split(separator: "=", maxSplits: 1).map { String($0) }
      try #require(parts.count == 2, "line \(line): \(known)")
      switch parts[0] {
      case "level": request.level = parts[1]
      case "team": request.team = parts[1]
      case "customer": request.customer = parts[1]
      case "motive":
        let motive = try #require(MotivePath(parts[1]), "line \(line): \(known)")
        request.motive = motive
      case "requested":
        let requested = try #require(Money(parts[1]), "line \(line): \(known)")
        request.requested = requested
      case let name:
        try #require(name.hasPrefix("fact."), "line \(line): \(known)")
        request.facts.append(Fact(name: String(name.dropFirst("fact.".count)), text: parts[1]))
      }
    }
    self.line = line
    (zone, reason, why) = (fields[4], fields[5], fields[6])
  }
}
