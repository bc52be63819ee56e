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
  /// `--lang`, wherever it stands.
  var requestedLanguage: Language?
  /// Of help and of messages before a base is open.
  var language: Language

  static let current = Invocation(arguments: CommandLine.arguments, environment: environmentValue)

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
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      let (name, attached) = Invocation.split(argument)
      guard name == "--lang" else { continue }
      requestedLanguage =
        (attached ?? (index + 1 < arguments.count ? arguments[index + 1] : nil)).flatMap {
          Language(rawValue: $0)
        }
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environment)
      .first { !$0.isEmpty }
    language = requestedLanguage ?? locale.flatMap { Language(locale: $0) } ?? .en
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
