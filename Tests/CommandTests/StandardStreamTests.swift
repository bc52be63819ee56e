import Foundation
import TestSupport
import Testing

/// What a caller closed, or a disk that is full, is no reason to write elsewhere or to fall silent.
@Suite struct StandardStreamTests {
  private func run(_ words: String) throws -> ProcessResult {
    let environment = try FixtureBase.copy()
    return try environment.run(
      ["/bin/sh", "-c", "\"$0\" \(words)", Program.path], in: TranscriptRunner.folder)
  }

  @Test(arguments: [">&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
  func closedStreamsAreLikeNothing(closed: String) throws {
    let result = try run("record --text 'Colis abîmé' \(closed); echo $?; git status --porcelain")
    #expect(result.output == "0\n" && result.errors == "")
    #expect(try run("list --jsonl \(closed); git fsck --strict").status == 0)
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "a device of Linux"),
    arguments: [
      ("list --lang en", "standard output: cannot be written, the disk is full\n"),
      ("--help --lang fr", "la sortie standard : ne peut être écrit, le disque est plein\n"),
    ])
  func aFullDiskIsSaid(words: String, message: String) throws {
    let result = try run("\(words) > /dev/full")
    #expect(result.status == 74 && result.errors == message)
  }
}
