import Foundation

/// How often long property tests and fuzzers run: the environment's `LATITUDE_FUZZ_RUNS`, or `default`.
package func fuzzRuns(default runs: Int) -> Int {
  ProcessInfo.processInfo.environment["LATITUDE_FUZZ_RUNS"].flatMap(Int.init) ?? runs
}
