import Latitude

extension Console {
  /// Names the files that an answer had to do without, so that none is passed over in silence.
  func note(unreadable faults: [Fault]) {
    guard !faults.isEmpty else { return }
    let shown = faults.prefix(3).map { printable($0.path) }.joined(separator: ", ")
    let more = faults.count > 3 ? ", …" : ""
    note(
      language(
        en: faults.count == 1
          ? "Left out: \(shown)"
          : "\(faults.count) files left out: \(shown)\(more)",
        fr: faults.count == 1
          ? "Laissé de côté : \(shown)"
          : "\(faults.count) fichiers laissés de côté : \(shown)\(more)"))
    note(language(en: "→ latitude lint says why", fr: "→ latitude lint dit pourquoi"))
  }
}
