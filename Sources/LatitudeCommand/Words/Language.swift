/// The languages in which the command speaks.
///
/// Every sentence stands in both, side by side, where it is said.
enum Language: String, CaseIterable, Sendable {
  case en, fr

  /// Picks the sentence of this language.
  func callAsFunction(en: @autoclosure () -> String, fr: @autoclosure () -> String) -> String {
    switch self {
    case .en: en()
    case .fr: fr()
    }
  }

  /// French puts a space before a colon.
  var colon: String { self(en: ": ", fr: " : ") }

  /// A number of [0, 1] with a fixed number of decimals: "0.82", "0,82".
  func decimal(places: Int, _ number: Double) -> String {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((number * Double(scale)).rounded())
    let digits = String(scaled % scale)
    let zeros = String(repeating: "0", count: places - digits.count)
    return "\(scaled / scale)" + self(en: ".", fr: ",") + zeros + digits
  }

  /// The language of a name such as `fr`, `fr_FR.UTF-8`; nil for any other language.
  init?(locale: String) {
    self.init(rawValue: String(locale.prefix(2)).lowercased())
  }
}

/// Picks the sentence for help texts, which are shown before any base is open.
func help(en: String, fr: String) -> String {
  Invocation.current.language(en: en, fr: fr)
}
