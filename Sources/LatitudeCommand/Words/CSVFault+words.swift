import Documents

extension CSVFault: Explained {
  func words(in language: Language) -> ErrorWords {
    ErrorWords(
      language(en: "line \(line): ", fr: "ligne \(line) : ") + sentence(in: language),
      next: hint, .invalidData)
  }

  private var hint: String? {
    if case .invalidUTF8 = reason { "iconv -f WINDOWS-1252 -t UTF-8" } else { nil }
  }

  /// What is wrong, without the place.
  func sentence(in language: Language) -> String {
    switch reason {
    case .tooFewCells(let found, let expected), .tooManyCells(let found, let expected):
      language(
        en: "\(found) \(found == 1 ? "cell" : "cells"), the header has \(expected)",
        fr: "\(found) cellule\(found < 2 ? "" : "s"), l'en-tête en a \(expected)")
    case .unterminatedQuote(let column):
      language(
        en: "column \(column): a quote without its end",
        fr: "colonne \(column) : un guillemet sans sa fin")
    case .strayQuote(let column):
      language(
        en: "column \(column): a quote inside a cell without quotes",
        fr: "colonne \(column) : un guillemet dans une cellule sans guillemets")
    case .textAfterQuote(let column):
      language(
        en: "column \(column): text after the closing quote",
        fr: "colonne \(column) : du texte après le guillemet fermant")
    case .cellTooLong(let column, let bytes, let limit):
      language(
        en: "column \(column): \(bytes) bytes, more than \(limit)",
        fr: "colonne \(column) : \(bytes) octets, plus que \(limit)")
    case .invalidUTF8(let column):
      language(
        en: "column \(column): not UTF-8 text", fr: "colonne \(column) : pas du texte UTF-8")
    case .nul(let column):
      language(en: "column \(column): a NUL byte", fr: "colonne \(column) : un octet NUL")
    }
  }
}

extension CSVHeaderError: Explained {
  func words(in language: Language) -> ErrorWords {
    switch self {
    case .empty:
      ErrorWords(
        language(en: "the table is empty", fr: "le tableau est vide"),
        next: language(
          en: "the first line names the columns", fr: "la première ligne nomme les colonnes"),
        .invalidData)
    case .utf16:
      ErrorWords(
        language(
          en: "the table is UTF-16, not UTF-8", fr: "le tableau est en UTF-16, pas en UTF-8"),
        next: "iconv -f UTF-16 -t UTF-8", .invalidData)
    case .duplicateColumn(let name, let first, let second):
      ErrorWords(
        language(
          en: "columns \(first) and \(second) are both called \(language.quoted(name))",
          fr: "les colonnes \(first) et \(second) s'appellent toutes deux \(language.quoted(name))"),
        next: language(en: "rename one of them", fr: "renommez l'une d'elles"), .invalidData)
    case .fault(let fault): fault.words(in: language)
    }
  }
}
