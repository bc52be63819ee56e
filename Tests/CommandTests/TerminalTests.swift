import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Commands at a terminal of their own: the other end of a pseudo-terminal types and reads.
@Suite struct TerminalTests {
  /// Runs the program at a terminal and types `input`; standard output and error are the terminal.
  ///
  /// - Returns: How it ended, and everything that stood on the screen.
  private func run(
    _ arguments: [String], typing input: String, in environment: TestEnvironment,
    adding extra: [String: String] = [:]
  ) throws -> (status: Int32, screen: String) {
    var (controller, terminal): (Int32, Int32) = (-1, -1)
    try #require(unsafe openpty(&controller, &terminal, nil, nil, nil) == 0)
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: TranscriptRunner.programFolder + "/latitude")
    process.arguments = arguments
    process.currentDirectoryURL = URL(
      fileURLWithPath: environment.path(TranscriptRunner.folder))
    process.environment = environment.variables
      .merging(["LATITUDE_NOW": "1795165200", "TERM": "xterm"]) { $1 }.merging(extra) { $1 }
    (process.standardInput, process.standardOutput, process.standardError) = (
      handle, handle, handle
    )
    // Typed ahead: the terminal keeps it until it is read.
    let typed = Array(input.utf8)
    #expect(unsafe write(controller, typed, typed.count) == typed.count)
    try process.run()
    try handle.close()
    // The screen ends (EIO) when the program, the terminal's last user, is gone.
    var screen: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = unsafe read(controller, &chunk, chunk.count)
      if count <= 0 { break }
      screen += chunk[..<count]
    }
    process.waitUntilExit()
    close(controller)
    let text = String(decoding: screen, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    return (process.terminationStatus, text)
  }

  @Test func recordAsksAndSaves() throws {
    let environment = try FixtureBase.copy()
    let lines = [
      "Deux tasses ébréchées.", "", "", "1", "2", "1", "1", "abîmé", "1", "30", "", "", "", "", "",
      "", "4", "", "", "o",
    ]
    let (status, screen) = try run(
      ["record"], typing: lines.joined(separator: "\n") + "\n", in: environment)
    #expect(status == 0)
    #expect(screen.contains("Que s'est-il passé ?"))
    #expect(screen.contains("\u{1B}[32mSEUL\u{1B}[0m, jusqu'à 50 EUR"))
    let id = String(screen.dropLast().suffix(18))
    #expect(id.hasPrefix("fc-20261120-"))
    let file = try environment.git(
      "show", "HEAD:field/2026/11/\(id)-deux-tasses-ebrechees.md", in: TranscriptRunner.folder)
    #expect(file.contains("requested: 30 EUR\n"))
    #expect(file.contains("zone: alone\n"))
  }

  @Test func theEndOfInputWritesNothing() throws {
    let environment = try FixtureBase.copy()
    let before = try environment.git("rev-parse", "HEAD", in: TranscriptRunner.folder)
    let (status, screen) = try run(
      ["record", "--lang", "en"], typing: "A text.\n\n\n1\n\u{4}", in: environment)
    #expect(status == 64)
    #expect(screen.hasSuffix("Nothing was written.\n"))
    #expect(try environment.git("rev-parse", "HEAD", in: TranscriptRunner.folder) == before)
    #expect(try environment.git("status", "--short", in: TranscriptRunner.folder).isEmpty)
  }

  @Test func anIdeaAsksForWhatIsMissing() throws {
    let environment = try FixtureBase.copy()
    let lines = [
      "1", "refund", "requested <=", "requested <= 80 EUR and photo = true", "", "80 EUR",
    ]
    let (status, screen) = try run(
      ["idea", "new"], typing: (lines + ["La photo suffit.", "", ""]).joined(separator: "\n"),
      in: environment)
    #expect(status == 0, "\(screen)")
    #expect(screen.contains("La carte de qui changerait ?"))
    #expect(screen.contains("[requested <= 200 EUR]"))
    let file = try environment.git("show", "HEAD", in: TranscriptRunner.folder)
    #expect(file.contains("+    alone: requested <= 80 EUR and photo = true\n"))
    #expect(file.contains("+    consult: requested <= 200 EUR\n"))
    #expect(file.contains("+La photo suffit.\n"))
  }

  @Test func anAnswerAsksForItsReasonAndOnceMore() throws {
    let environment = try FixtureBase.copy()
    try environment.write(
      "\(TranscriptRunner.folder)/ideas/id-20261119-c0n7r0-x.md",
      "---\nid: id-20261119-c0n7r0\ntitle: Autrement\ndate: 2026-11-19\nrole: conseiller\n---\n")
    try environment.git("add", ".", in: TranscriptRunner.folder)
    try environment.git("commit", "--quiet", "-m", "idea", in: TranscriptRunner.folder)
    func decline(_ last: String) throws -> (status: Int32, screen: String) {
      try run(
        ["idea", "decline", "c0n7"], typing: "Pas avant Noël.\n\n\(last)\n", in: environment,
        adding: ["GIT_AUTHOR_EMAIL": "lea@exemple.fr", "GIT_AUTHOR_NAME": "Léa"])
    }
    let before = try environment.git("rev-parse", "HEAD", in: TranscriptRunner.folder)
    #expect(try decline("n").status == 64)
    #expect(try environment.git("rev-parse", "HEAD", in: TranscriptRunner.folder) == before)
    let (status, screen) = try decline("o")
    #expect(status == 0, "\(screen)")
    #expect(
      try environment.git("show", "HEAD", in: TranscriptRunner.folder)
        .contains("+reason: Pas avant Noël.\n"))
  }

  @Test func commentsAreWrittenInTheEditor() throws {
    let environment = try FixtureBase.copy()
    let (status, screen) = try run(
      ["comment", "8m2k"], typing: "", in: environment,
      adding: ["EDITOR": "sh -c 'printf \"Vu.\\n\" >> \"$1\"' sh"])
    #expect(status == 0, "\(screen)")
    let shown = try environment.git("show", "HEAD", in: TranscriptRunner.folder)
    #expect(shown.contains("+Vu."))
    #expect(!shown.contains("+# "))
  }

  @Test func nobodyElseReadsWhatTheEditorHolds() throws {
    let environment = try FixtureBase.copy()
    // A signal that the editor ignores would let it live on.
    let editor = """
      sh -c '{ ls -l "$1" | cut -c1-10; sh -c "kill -PIPE \\$\\$; echo ignored"; } >> "$1"; true' sh
      """
    let (status, screen) = try run(
      ["comment", "8m2k"], typing: "", in: environment, adding: ["EDITOR": editor])
    #expect(status == 0, "\(screen)")
    let shown = try environment.git("show", "HEAD", in: TranscriptRunner.folder)
    #expect(shown.contains("+-rw-------"))
    #expect(!shown.contains("ignored"))
  }

  @Test func whatDocumentsSayCannotSteerTheTerminal() throws {
    let environment = try FixtureBase.copy()
    let bell = "\u{1B}]0;owned\u{7}\u{202E}\u{9B}2J"
    let file = "\(TranscriptRunner.folder)/field/2026/11/fc-20261119-c0n7r0-x.md"
    try environment.write(
      file, "---\nid: fc-20261119-c0n7r0\ntitle: Nul\ndate: 2026-11-19\n---\nAvant\(bell)après\n")
    try environment.git("add", ".", in: TranscriptRunner.folder)
    try environment.git("commit", "--quiet", "-m", "by hand", in: TranscriptRunner.folder)
    let commands = [
      ["show", "c0n7"], ["show", "--raw", "c0n7"], ["show", "--json", "c0n7"], ["list"],
      ["list", "--jsonl"], ["search", "nul"], ["search", "--json", "nul"], ["export"],
      ["export", "--format", "csv"],
    ]
    for arguments in commands {
      let (_, screen) = try run(arguments, typing: "", in: environment)
      #expect(!screen.contains("\u{7}"), "\(arguments)")
      #expect(!screen.contains("\u{202E}"), "\(arguments)")
      #expect(!screen.unicodeScalars.contains("\u{9B}"), "\(arguments)")
      #expect(!screen.contains("\u{1B}]"), "\(arguments)")
    }
  }
}
