import Foundation
import TestSupport
import Testing

/// A process killed at any moment leaves the branch as it was or as it was to be; the next command tidies up.
@Suite struct KilledWriterTests {
  /// 70 kills of each kind in the full run (LATITUDE_KILLS); few by default.
  static let kills = Int(ProcessInfo.processInfo.environment["LATITUDE_KILLS"] ?? "") ?? 6

  @Test(arguments: ["record", "import", "map commit"])
  func killedWritersLeaveOldOrNew(kind: String) throws {
    let environment = try TestEnvironment()
    let program = Program(environment: environment)
    #expect(try program("init", "base", "--name", "Essai", "--lang", "fr").status == 0)
    var random = SeededGenerator(seed: 7)
    let patience = try duration(of: kind, round: 0, program)
    for round in 1...KilledWriterTests.kills {
      let before = try environment.git("rev-parse", "HEAD", in: "base")
      let words = try arguments(of: kind, round: round, environment)
      let filesBefore = try workTree(environment)
      let process = try program.start(words, in: "base")
      // A little past the usual end too: some rounds finish.
      usleep(UInt32(Double.random(in: 0...1.1, using: &random) * patience * 1_000_000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let after = try environment.git("rev-parse", "HEAD", in: "base")
      if after != before {
        let parent = try environment.git("rev-parse", "HEAD^", in: "base")
        #expect(parent == before, "round \(round): one commit and no more")
        try expectWhole(kind, round: round, filesBefore, environment)
      } else {
        #expect(try workTree(environment) == filesBefore, "round \(round)")
      }
      // The next command, which only reads.
      let listed = try program("list", "--jsonl", "--limit", "100000", in: "base")
      #expect(listed.status == 0, "round \(round): \(listed.errors)")
      let status = try environment.git("status", "--porcelain", in: "base")
      if kind == "map commit" && after == before {
        // The manager's own edit is still there, uncommitted, as it was.
        #expect(status == " M maps/conseiller.md\n", "round \(round)")
        try environment.git("checkout", "-q", "--", "maps", in: "base")
      } else {
        #expect(status == "", "round \(round)")
      }
    }
    try environment.git("fsck", "--strict", in: "base")
    #expect(try program("lint", in: "base").status == 0)
  }

  /// The files of the work tree by their paths.
  private func workTree(_ environment: TestEnvironment) throws -> [String: Data] {
    let base = environment.path("base")
    var files: [String: Data] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: base) ?? .init()
    where !path.hasPrefix(".git/") {
      files[path] = FileManager.default.contents(atPath: "\(base)/\(path)")
    }
    return files
  }

  /// The newest commit holds all of what its writer had to write, and nothing else.
  private func expectWhole(
    _ kind: String, round: Int, _ filesBefore: [String: Data], _ environment: TestEnvironment
  ) throws {
    let changes = try environment.git("show", "--format=", "--name-status", "HEAD", in: "base")
      .split(separator: "\n").map(String.init)
    func content(_ change: String) throws -> String {
      try environment.git("show", "HEAD:\(change.dropFirst(2))", in: "base")
    }
    switch kind {
    case "map commit":
      #expect(changes == ["M\tmaps/conseiller.md"], "round \(round)")
      #expect(
        try environment.git("show", "HEAD:maps/conseiller.md", in: "base")
          == filesBefore["maps/conseiller.md"].map { String(decoding: $0, as: UTF8.self) })
    default:
      #expect(changes.count == (kind == "import" ? 80 : 1), "round \(round)")
      for change in changes {
        #expect(change.hasPrefix("A\tfield/"), "round \(round)")
        #expect(try content(change).contains("Colis "), "round \(round)")
      }
    }
  }

  /// Seconds that one undisturbed write takes.
  private func duration(of kind: String, round: Int, _ program: Program) throws -> Double {
    let words = try arguments(of: kind, round: round, program.environment)
    let start = ContinuousClock.now
    let process = try program.start(words, in: "base")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let elapsed = start.duration(to: .now)
    return Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)
  }

  private func arguments(
    of kind: String, round: Int, _ environment: TestEnvironment
  ) throws -> [String] {
    switch kind {
    case "record":
      return [
        "record", "--title", "Cas \(round)", "--text", "Colis \(round)", "--date", "2026-11-20",
      ]
    case "import":
      let rows = (0..<80).map { #"{"id": "r\#(round)-\#($0)", "text": "Colis \#($0) en retard"}"# }
      try environment.write("rows.jsonl", rows.joined(separator: "\n") + "\n")
      return ["import", environment.path("rows.jsonl")]
    default:
      let path = "base/maps/conseiller.md"
      try environment.write(
        path,
        """
        ---
        role: conseiller
        title: Carte du conseiller
        effective: 2026-11-20
        default: escalate
        rules:
          - id: voucher
            action: voucher
            alone: requested <= \(round + 10) EUR
        ---
        Texte.

        """)
      return ["map", "commit", "conseiller", "-m", "Tour \(round)", "--yes", "--retroactive"]
    }
  }
}
