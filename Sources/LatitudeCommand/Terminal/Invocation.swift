import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the process was started with: arguments and environment, read in this one place.
struct Invocation: Sendable {
  /// `-C`, `--base-path` and `--lang` as they stand before the command's name (`latitude -C cases
  /// list`).
  var leadingDirectory: String?
  var leadingBasePath: String?
  /// `-C` and `--base-path`, wherever they stand: for messages about arguments that could not be
  /// read.
  var directory: String?
  var basePath: String?
  /// `--lang`, wherever it stands.
  var requestedLanguage: Language?
  /// The command's name and what follows it.
  var words: [String]
  /// Of help and of messages before a base is open.
  var language: Language

  static var current: Invocation { shared.withLock { $0 } }

  /// Goes on in another language.
  static func speak(_ language: Language) { shared.withLock { $0.language = language } }

  private static let shared = Mutex(
    Invocation(arguments: CommandLine.arguments, environment: environmentValue))

  init(arguments: [String], environment: (String) -> String?) {
    var index = 1
    while index < arguments.count, arguments[index].hasPrefix("-"), arguments[index] != "--" {
      let (name, attached) = Invocation.split(arguments[index])
      let value = attached ?? (index + 1 < arguments.count ? arguments[index + 1] : nil)
      switch name {
      case "-C": leadingDirectory = value
      case "--base-path": leadingBasePath = value
      case "--lang": break
      default:
        index += 1
        continue
      }
      index += attached == nil ? 2 : 1
    }
    words = Array(arguments.dropFirst(index))
    directory = Invocation.value(of: "-C", in: arguments)
    basePath = Invocation.value(of: "--base-path", in: arguments)
    requestedLanguage = Invocation.value(of: "--lang", in: arguments).flatMap {
      Language(rawValue: $0)
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environment)
      .first { !$0.isEmpty }
    language = requestedLanguage ?? locale.flatMap { Language(locale: $0) } ?? .en
  }

  /// The last value given to an option, at any place before `--`.
  private static func value(of option: String, in arguments: [String]) -> String? {
    let end = arguments.firstIndex(of: "--") ?? arguments.count
    var value: String?
    for index in arguments[..<end].indices.dropFirst() {
      let (name, attached) = split(arguments[index])
      guard name == option else { continue }
      value = attached ?? (index + 1 < end ? arguments[index + 1] : nil)
    }
    return value
  }

  private static func split(_ argument: String) -> (name: String, value: String?) {
    guard argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") else {
      return (argument, nil)
    }
    return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
  }
}

/// A variable of the environment; nil when it is not set.
func environmentValue(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}
