import Documents
import Git
import Latitude

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The time of one run, in the machine's time zone: commands read the clock once, here.
struct Clock: Sendable {
  /// Seconds since 1970-01-01 UTC.
  let seconds: Int64
  /// Minutes east of UTC.
  let offset: Int

  /// Now; or the time that LATITUDE_NOW names in seconds, for repeatable transcripts.
  static let current: Clock = {
    var now = time(nil)
    if let fixed = environmentValue("LATITUDE_NOW").flatMap({ Int($0) }) { now = fixed }
    var parts = unsafe tm()
    unsafe localtime_r(&now, &parts)
    return unsafe Clock(seconds: Int64(now), offset: parts.tm_gmtoff / 60)
  }()

  private var local: LocalTime { LocalTime(seconds: seconds, offset: offset) }

  /// The local day.
  var today: Day { local.day }

  /// Local minutes since midnight.
  var minute: Int { local.second / 60 }

  /// A date of git's environment variables: `@SECONDS +HHMM`, `SECONDS +HHMM`, or
  /// `YYYY-MM-DDTHH:MM:SS+HHMM`.
  static func parse(_ text: String) -> (seconds: Int64, offset: Int)? {
    let parts = text.split { $0 == " " || $0 == "T" }
    if parts.count == 2, let seconds = Int64(parts[0].drop { $0 == "@" }),
      let offset = zone(parts[1])
    {
      return (seconds, offset)
    }
    guard let first = parts.first, let day = Day(first), parts.count >= 2 else { return nil }
    let rest = parts.dropFirst().joined()
    let digits = rest.prefix(8).split(separator: ":").compactMap { Int($0) }
    guard digits.count == 3, let offset = zone(rest.dropFirst(8)) else { return nil }
    let local = day.ordinal * 86_400 + digits[0] * 3_600 + digits[1] * 60 + digits[2]
    return (Int64(local - offset * 60), offset)
  }

  /// `+0100`, `+01:00`, `Z`, or nothing, in minutes.
  private static func zone(_ text: some StringProtocol) -> Int? {
    if text.isEmpty || text == "Z" { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4,
      let number = Int(String(digits))
    else { return nil }
    return (number / 100 * 60 + number % 100) * (sign == "-" ? -1 : 1)
  }
}
