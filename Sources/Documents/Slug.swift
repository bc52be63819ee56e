/// Folding of letters to ASCII, for file names and headings.
enum Folding {
  /// Lower-case ASCII letters for a scalar; nil for what is neither letter nor digit.
  ///
  /// Latin letters with marks lose them, ligatures are spelt out, combining marks vanish (empty
  /// text).
  static func ascii(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: return String(scalar)
    case 0x41...0x5A: return String(Unicode.Scalar(UInt8(scalar.value + 32)))
    case 0x300...0x36F: return ""
    case 0xC0...0x17F: return latin[Int(scalar.value) - 0xC0]
    default: return nil
    }
  }

  /// U+00C0 to U+017F in order, one word each; `-` is no letter.
  private static let latin: [String?] =
    """
    a a a a a a ae c e e e e i i i i d n o o o o o - o u u u u y th ss
    a a a a a a ae c e e e e i i i i d n o o o o o - o u u u u y th y
    a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g
    g g g g h h h h i i i i i i i i i i ij ij j j k k k l l l l l l l
    l l l n n n n n n n n n o o o o o o oe oe r r r r r r s s s s s s
    s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s
    """.split(whereSeparator: \.isWhitespace).map { $0 == "-" ? nil : String($0) }
}

extension DocumentPath {
  /// Words for a file name: lower-case ASCII letters and digits, joined by hyphens.
  ///
  /// At most `limit` characters, cut between words where one ends early enough; never empty.
  package static func slug(of title: String, limit: Int = 50) -> String {
    var words: [String] = [""]
    for scalar in title.unicodeScalars {
      if let letters = Folding.ascii(scalar) {
        words[words.count - 1] += letters
      } else if words.last?.isEmpty == false {
        words.append("")
      }
    }
    var slug = ""
    for word in words where !word.isEmpty {
      if slug.isEmpty {
        slug = String(word.prefix(limit))
      } else if slug.utf8.count + 1 + word.utf8.count <= limit {
        slug += "-" + word
      } else {
        break
      }
    }
    return slug.isEmpty ? "document" : slug
  }
}
