#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files and standard input, as commands are given them: the one place that reads from outside the
/// base.
enum Input {
  /// A file whole; `-` is standard input.
  ///
  /// - Throws: `CommandError.cannotRead`.
  static func bytes(at path: String) throws -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { if path != "-" { close(descriptor) } }
    var result: [UInt8] = []
    let lines = InputLines(descriptor: descriptor)
    while let chunk = try lines.chunk(of: path) { result += chunk }
    return result
  }

  /// The same as text, without the byte order mark that some editors begin with.
  ///
  /// - Throws: `CommandError.cannotRead` or `.notUTF8`.
  static func text(at path: String) throws -> String {
    var bytes = try bytes(at: path)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandError.notUTF8(path: path, offset: validPrefix(bytes))
    }
    return text
  }

  /// Whether there is a file of this name.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// A path without links, `.` and `..`; as it is where it leads nowhere.
  static func resolved(_ path: String) -> String {
    guard let found = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  private static func failure(_ path: String) -> CommandError {
    .cannotRead(path: path, reason: unsafe String(cString: strerror(errno)))
  }

  /// How many bytes are UTF-8 before the first that is not.
  private static func validPrefix(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    return offset
  }

  fileprivate static func fault(_ path: String) -> CommandError { failure(path) }
}

/// Standard input line by line, as the lines arrive: whoever sends questions gets each answer
/// before the next question.
struct InputLines {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  init(descriptor: Int32 = STDIN_FILENO) {
    self.descriptor = descriptor
  }

  /// Whether the next line is there already; otherwise `next` waits for it.
  var hasLine: Bool { isAtEnd || buffer[start...].contains(UInt8(ascii: "\n")) }

  /// The next line without its end; nil after the last.
  mutating func next() throws -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(buffer[start..<end])
        start = end + 1
        return line
      }
      searched = buffer.count
      guard !isAtEnd, let chunk = try chunk(of: "-") else {
        isAtEnd = true
        guard start < buffer.count else { return nil }
        let line = Array(buffer[start...])
        start = buffer.count
        return line
      }
      if start > 0 {
        buffer.removeFirst(start)
        searched -= start
        start = 0
      }
      buffer += chunk
    }
  }

  /// What can be read now; nil at the end.
  fileprivate func chunk(of path: String) throws -> [UInt8]? {
    guard let chunk = readSome(from: descriptor) else { throw Input.fault(path) }
    return chunk.isEmpty ? nil : chunk
  }
}
