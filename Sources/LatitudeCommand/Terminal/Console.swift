#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output and standard error: data goes to one, messages to the other.
///
/// Output is collected and written in large pieces. A reader that closed the pipe has seen enough:
/// that is success.
final class Console {
  let language: Language
  /// Whether standard output is a terminal.
  let isTerminal: Bool
  /// Whether standard output is a terminal that takes colour.
  let isColoured: Bool
  /// Whether a person can be asked: standard input and standard error are terminals.
  let isInteractive: Bool
  /// Columns of the terminal; 80 where there is none.
  let width: Int
  private var pending: [UInt8] = []
  let notesAreColoured: Bool

  init(language: Language) {
    self.language = language
    let noColour = environmentValue("NO_COLOR").map { !$0.isEmpty } ?? false
    let isDumb = environmentValue("TERM") == "dumb"
    isTerminal = isatty(STDOUT_FILENO) == 1
    isColoured = isTerminal && !noColour && !isDumb
    notesAreColoured = isatty(STDERR_FILENO) == 1 && !noColour && !isDumb
    isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    var size = winsize()
    let known = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    width = known ? max(40, Int(size.ws_col)) : 80
  }

  /// Adds a line of data.
  func print(_ line: String = "") {
    pending.append(contentsOf: line.utf8)
    pending.append(UInt8(ascii: "\n"))
    if pending.count > 1 << 16 { flush() }
  }

  /// Adds bytes of data as they are.
  func write(_ bytes: [UInt8]) {
    pending.append(contentsOf: bytes)
    if pending.count > 1 << 16 { flush() }
  }

  /// Adds a file as it is; before a terminal without what would reach beyond the text.
  func write(file bytes: [UInt8]) {
    guard isTerminal else { return write(bytes) }
    write(Array(printable(String(decoding: bytes, as: UTF8.self), keepingLines: true).utf8))
  }

  /// Writes a message to standard error.
  func note(_ line: String) {
    flush()
    writeAll(Array((line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Writes a question to standard error, without a line's end.
  func ask(_ question: String) {
    flush()
    writeAll(Array(question.utf8), to: STDERR_FILENO)
  }

  /// Hands on what was collected; a closed pipe ends the process quietly.
  func flush() {
    guard !pending.isEmpty else { return }
    let fault = writeAll(pending, to: STDOUT_FILENO)
    pending.removeAll(keepingCapacity: true)
    guard let fault else { return }
    if fault == EPIPE { exit(0) }
    let error = unsafe CommandError.cannotWrite(path: "-", reason: String(cString: strerror(fault)))
    let words = error.words(in: language)
    note(words.message)
    exit(words.status.rawValue)
  }

  /// The few styles in use, as SGR parameters.
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case highlight = "1;33"
  }
}

/// Text from a document, made safe for a terminal: control characters and text-direction controls
/// become visible marks.
///
/// Line breaks stay where `keepingLines`; they become spaces otherwise.
func printable(_ text: String, keepingLines: Bool = false) -> String {
  var isClean = true
  for scalar in text.unicodeScalars where isUnsafe(scalar) {
    isClean = false
    break
  }
  if isClean { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n" where keepingLines: result.append(scalar)
    case "\n", "\t", "\r": result.append(" ")
    default: result.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar)
    }
  }
  return String(result)
}

private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2028, 0x2029, 0x2066...0x2069: true
  default: false
  }
}
