import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How far a long run is: a line on standard error that rewrites itself, once a second has passed,
/// and on a terminal alone.
final class Progress: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  private struct State {
    var next = ContinuousClock.now.advanced(by: .seconds(1))
    var isShown = false
  }

  /// Says how many are done, if it is time to; from any thread.
  func show(_ count: Int, of total: Int) {
    // The clock costs more than most of what is counted.
    guard isTerminal, count % 64 == 0 else { return }
    state.withLock { state in
      guard ContinuousClock.now > state.next else { return }
      state = State(next: ContinuousClock.now.advanced(by: .milliseconds(100)), isShown: true)
      writeAll(Array("\r\(count)/\(total)".utf8), to: STDERR_FILENO)
    }
  }

  /// Takes the line away.
  func clear() {
    state.withLock { state in
      if state.isShown { writeAll(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO) }
      state.isShown = false
    }
  }
}
