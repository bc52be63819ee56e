import Foundation
import Git
import TestSupport
import Testing

/// A history made by `git fast-import` from a seed: merges, removals, renames, mode changes, links,
/// submodules, names in several scripts, and files that take the place of folders.
struct RandomHistory {
  let fixture: Fixture
  /// All commits, oldest first.
  let commits: [CommitID]

  init(seed: UInt64, count: Int) throws {
    var generator = SeededGenerator(seed: seed)
    fixture = try Fixture()
    try fixture.git("fast-import", "--quiet", "--force", input: Self.stream(count, &generator))
    commits = try fixture.git("rev-list", "--all", "--topo-order", "--reverse").lines
      .compactMap { CommitID($0) }
  }

  private static let names = [
    "a", "a.b", "a-b", "a0", "b", "b.md", "été", "日本語", "with space", "\\\"quoted\\\"",
    "\\377latin", "deep", "z", "A", "ab",
  ]

  private static func path(_ generator: inout SeededGenerator) -> String {
    let depth = [1, 1, 2, 2, 3, 6].randomElement(using: &generator) ?? 1
    return (0..<depth).map { _ in names.randomElement(using: &generator) ?? "a" }
      .joined(separator: "/")
  }

  private static func stream(_ count: Int, _ generator: inout SeededGenerator) -> String {
    var stream = ""
    var paths: [String] = []
    // Marks of the newest commit of each line of development.
    var tips = [0]
    for mark in 1...count {
      let line = Int.random(in: 0..<min(tips.count + 1, 4), using: &generator)
      let parent = line < tips.count ? tips[line] : tips.randomElement(using: &generator) ?? 0
      stream += "commit refs/heads/\(line == 0 ? "main" : "side\(line)")\nmark :\(mark)\n"
      stream += "committer Léa <lea@exemple.fr> \(1_700_000_000 + mark * 60) +0100\n"
      stream += "data 6\nchange\n"
      if parent > 0 { stream += "from :\(parent)\n" }
      if let other = tips.randomElement(using: &generator), other != parent, other > 0,
        parent > 0, Int.random(in: 0..<4, using: &generator) == 0
      {
        stream += "merge :\(other)\n"
      }
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        stream += edit(&paths, &generator)
      }
      stream += "\n"
      if line < tips.count { tips[line] = mark } else { tips.append(mark) }
    }
    return stream
  }

  private static func edit(_ paths: inout [String], _ generator: inout SeededGenerator) -> String {
    let known = paths.randomElement(using: &generator)
    let content = "text \(Int.random(in: 0..<20, using: &generator))\n"
    let data = "data \(content.utf8.count)\n\(content)"
    switch Int.random(in: 0..<12, using: &generator) {
    case 0..<5:
      let new = path(&generator)
      paths.append(new)
      return "M 100644 inline \"\(new)\"\n\(data)"
    case 5, 6: return known.map { "M 100644 inline \"\($0)\"\n\(data)" } ?? ""
    case 7: return known.map { "M 100755 inline \"\($0)\"\n\(data)" } ?? ""
    case 8: return known.map { "D \"\($0)\"\n" } ?? ""
    case 9: return known.map { "M 120000 inline \"\($0)\"\n\(data)" } ?? ""
    case 10:
      let id = String(repeating: "0123456789", count: 4)
      return known.map { "M 160000 \(id) \"\($0)\"\n" } ?? ""
    default:
      guard let known, let folder = known.split(separator: "/").first else { return "" }
      return "D \"\(folder)\"\n"
    }
  }

  /// The files of a commit as git lists them: path to mode and id.
  func listing(_ commit: CommitID) throws -> [(path: String, mode: String, id: String)] {
    try fixture.git("ls-tree", "-r", "-z", "--full-tree", commit.description).records.map {
      let halves = $0.split(separator: "\t", maxSplits: 1).map(String.init)
      let fields = halves[0].split(separator: " ").map(String.init)
      return (halves[1], fields[0], fields[2])
    }
  }
}

extension TreeFile.Kind {
  /// The mode by which git shows it.
  var mode: String {
    switch self {
    case .file: "100644"
    case .executable: "100755"
    case .symbolicLink: "120000"
    case .submodule: "160000"
    }
  }
}
