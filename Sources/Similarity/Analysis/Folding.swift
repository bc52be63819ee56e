/// What a Unicode scalar is to a word, and how it is written once case and accents are folded.
///
/// Everything is folded before small words are looked up and before stemming, so that French typed without accents
/// gives the same terms as French typed with them. The standard library has no decomposition; the tables below hold
/// the base letters of Latin, which is where accents are left out in practice.
enum Folding {
  /// The part a scalar plays in a word.
  enum Role {
    case separator
    /// Belongs to a word, begins one if need be.
    case letter
    /// A word of its own: scripts written without spaces.
    case ideograph
    /// Belongs to the word it follows and is written out: vowel signs of Indic scripts.
    case mark
    /// Belongs to the word it follows and leaves no trace: accents, joiners, soft hyphens.
    case transparent
    case apostrophe
  }

  /// Appends the folded form of a scalar outside ASCII; appends nothing unless it is part of a word.
  static func fold(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) -> Role {
    let value = scalar.value
    switch value {
    case 0xC0...0x24F:
      return foldLatin(scalar, letter: latin[Int(value) - 0xC0], into: &bytes)
    case 0x1E00...0x1EFF:
      return foldLatin(scalar, letter: latinAdditional[Int(value) - 0x1E00], into: &bytes)
    case 0xB2, 0xB3, 0xB9:
      bytes.append(UInt8(ascii: value == 0xB2 ? "2" : value == 0xB3 ? "3" : "1"))
      return .letter
    case 0xAA, 0xBA:
      bytes.append(UInt8(ascii: value == 0xAA ? "a" : "o"))
      return .letter
    case 0xB4, 0x2BC, 0x2018, 0x2019, 0xFF07:
      return .apostrophe
    case 0xAD, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE00...0xFE0F, 0x300...0x36F, 0x640,
      0x64B...0x65F, 0x670, 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7:
      return .transparent
    case 0xFB00...0xFB06:
      bytes += ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(value - 0xFB00)].utf8
      return .letter
    default:
      return foldOther(scalar, into: &bytes)
    }
  }

  private static func foldLatin(
    _ scalar: Unicode.Scalar, letter: UInt8, into bytes: inout [UInt8]
  ) -> Role {
    switch letter {
    case UInt8(ascii: "."): return .separator
    case UInt8(ascii: "?"): break
    default:
      bytes.append(letter)
      return .letter
    }
    switch scalar {
    case "Æ", "æ", "Ǽ", "ǽ", "Ǣ", "ǣ": bytes += "ae".utf8
    case "Œ", "œ": bytes += "oe".utf8
    case "ß", "ẞ": bytes += "ss".utf8
    case "Þ", "þ": bytes += "th".utf8
    case "Ĳ", "ĳ": bytes += "ij".utf8
    case "Ŀ", "ŀ": bytes.append(UInt8(ascii: "l"))
    case "ŉ": bytes.append(UInt8(ascii: "n"))
    default: lowercase(scalar, into: &bytes)
    }
    return .letter
  }

  private static func foldOther(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) -> Role {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      lowercase(scalar, into: &bytes)
      return isWrittenWithoutSpaces(scalar.value) ? .ideograph : .letter
    case .decimalNumber:
      if let digit = properties.numericValue { bytes.append(UInt8(ascii: "0") + UInt8(digit)) }
      return .letter
    case .nonspacingMark, .spacingMark:
      append(scalar, to: &bytes)
      return .mark
    default:
      return .separator
    }
  }

  private static func lowercase(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) {
    for lower in scalar.properties.lowercaseMapping.unicodeScalars {
      switch lower.value {
      case 0x300...0x36F: break
      case 0x61...0x7A: bytes.append(UInt8(lower.value))
      case 0xFF41...0xFF5A: bytes.append(UInt8(lower.value - 0xFF41 + 0x61))
      default: append(unaccented(lower), to: &bytes)
      }
    }
  }

  /// Greek without tonos and final sigma, Russian without diaeresis: marks that people leave out.
  private static func unaccented(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "ά": "α"
    case "έ": "ε"
    case "ή": "η"
    case "ί", "ϊ", "ΐ": "ι"
    case "ό": "ο"
    case "ύ", "ϋ", "ΰ": "υ"
    case "ώ": "ω"
    case "ς": "σ"
    case "ё": "е"
    default: scalar
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { bytes.append(unit) }
  }

  /// Thai to Lao, Myanmar, Khmer, kana, Han.
  private static func isWrittenWithoutSpaces(_ value: UInt32) -> Bool {
    switch value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// Base letters of U+00C0...U+024F; `?`: see `foldLatin`, `.`: no letter.
  private static let latin = Array(
    """
    aaaaaa?ceeeeiiiidnooooo.ouuuuy??aaaaaa?ceeeeiiiidnooooo.ouuuuy?y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllll??llnnnnnn?nnoooooo??\
    rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    ????????????????????????????????oo?????????????uu????????????????????????????\
    aaiioouuuuuuuuuueaaaa????ggkkoooo??j???gg??nnaa??ooaaaaeeeeiiiioooorrrruuuusstt??hh??????\
    aaeeooooooooyy????????????????????????????
    """.utf8)

  /// Base letters of U+1E00...U+1EFF; `?`: see `foldLatin`.
  private static let latinAdditional = Array(
    """
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppp\
    rrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy?s????\
    aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????
    """.utf8)
}
