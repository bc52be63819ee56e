/// A text as one word of a shell's command line.
func shellWord(_ text: String) -> String {
  let safe = printable(text)
  let isPlain =
    !safe.isEmpty
    && safe.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
        || "-_./@:=".unicodeScalars.contains($0)
    }
  return isPlain
    ? safe
    : "'"
      + safe.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
}
