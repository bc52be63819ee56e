import Latitude

extension Console {
  /// Says that there is nothing to list: data is on standard output, and this is none.
  func noteNothingFound() { note(language(en: "Nothing found.", fr: "Rien trouvé.")) }

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

  /// Says that the newest revision of a map does not count, because it cannot be read.
  func note(passedOver answer: CheckAnswer?) {
    guard let answer, let number = answer.passedOver else { return }
    let role = printable(answer.request.role)
    note(
      language(
        en: "\(role)@\(number) cannot be read; \(role)@\(answer.revision) judges in its place",
        fr: "\(role)@\(number) est illisible ; \(role)@\(answer.revision) juge à sa place"))
    note(language(en: "→ latitude lint says why", fr: "→ latitude lint dit pourquoi"))
  }

  /// Why a map says nothing, in words.
  func reason(_ obstacle: any Error) -> String {
    Failure(cause: obstacle, language: language).message
  }

  /// Says why the maps of some roles say nothing, where something is wrong with them; each reason once.
  func note(obstacles: [String: any Error]) {
    var seen: Set<String> = []
    for (_, obstacle) in obstacles.sorted(by: { $0.key < $1.key }) {
      if seen.insert(reason(obstacle)).inserted { note(obstacle: obstacle) }
    }
  }

  /// Says why a map says nothing, by the first of its faults: whoever asked has a customer waiting.
  func note(obstacle: any Error) {
    let failure = Failure(cause: obstacle, language: language)
    note(
      language(
        en: "warning: the map in force cannot answer",
        fr: "attention : la carte en vigueur ne peut pas répondre"))
    let reasons = failure.message.split(separator: "\n")
    let more = reasons.count - 1
    note(
      (reasons.first.map(String.init) ?? "")
        + (more > 0 ? language(en: " (and \(more) more)", fr: " (et \(more) de plus)") : ""))
    if let hint = failure.hint { note("→ \(hint)") }
  }
}
