import Foundation
import TestSupport

/// The built `latitude` program, run in a test's sealed environment.
struct Program: Sendable {
  let environment: TestEnvironment

  /// The program that this test run built.
  static let path = TranscriptRunner.programFolder + "/latitude"

  /// Runs the program to its end.
  @discardableResult
  func callAsFunction(_ arguments: String..., in folder: String = "") throws -> ProcessResult {
    try environment.run([Program.path] + arguments, in: folder)
  }

  /// Starts the program with its output thrown away; the caller waits for it or ends it.
  func start(_ arguments: [String], in folder: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: environment.path(folder))
    process.environment = environment.variables
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
