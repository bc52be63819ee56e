#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How far a long run is: a line on standard error that rewrites itself, once a second has passed,
/// and on a terminal alone.
final class Progress {
  private let total: Int
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var next = ContinuousClock.now.advanced(by: .seconds(1))
  private var isShown = false

  init(total: Int) {
    self.total = total
  }

  /// Says how many are done, if it is time to.
  func show(_ count: Int) {
    // The clock costs more than most of what is counted.
    guard isTerminal, count % 64 == 0, ContinuousClock.now > next else { return }
    next = ContinuousClock.now.advanced(by: .milliseconds(100))
    isShown = true
    write("\r\(count)/\(total)")
  }

  /// Takes the line away.
  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
    }
  }
}
