/// A terminal session as a text file: commands, and what each of them printed.
///
///     # A comment above a command.
///     $ latitude check --role conseiller --action voucher \
///     > --requested "40 EUR"
///     Conseiller · Bon d'achat …          standard output as it is
///     ! Unknown action …                  standard error, marked
///     [64]                                exit status, unless 0
///
/// A blank line stands before every command but the first. Output that itself looks like a command
/// (`$ ` at the start of a line) cannot be told apart and does not belong in a transcript.
struct Transcript {
  var steps: [Step] = []

  struct Step {
    var comments: [String] = []
    /// The lines of the command, as a shell reads them.
    var command: [String]
    var printed = ""
  }

  /// Reads the commands and the comments above them; what they printed is what a run finds out.
  init(_ text: String) {
    var comments: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("# ") {
        comments.append(line)
      } else if line.hasPrefix("$ ") {
        steps.append(Step(comments: comments, command: [String(line.dropFirst(2))]))
        comments = []
      } else if line.hasPrefix("> "), let last = steps.indices.last, steps[last].printed.isEmpty {
        steps[last].command.append(String(line.dropFirst(2)))
      } else {
        comments = []
        if let last = steps.indices.last { steps[last].printed += line + "\n" }
      }
    }
  }

  /// The session as a file.
  var text: String {
    steps.map { step in
      let command = step.command.enumerated().map { ($0 == 0 ? "$ " : "> ") + $1 }
      return (step.comments + command).joined(separator: "\n") + "\n" + step.printed
    }.joined(separator: "\n")
  }
}

/// The lines that differ, with two around them: what a failed comparison shows.
func lineDifference(expected: String, found: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = found.split(separator: "\n", omittingEmptySubsequences: false)
  let changes = new.difference(from: old)
  let removed = Set(changes.removals.map(\.offset))
  let inserted = Set(changes.insertions.map(\.offset))
  var lines: [(mark: String, text: Substring)] = []
  var (left, right) = (0, 0)
  while left < old.count || right < new.count {
    if removed.contains(left) {
      lines.append(("-", old[left]))
      left += 1
    } else if inserted.contains(right) {
      lines.append(("+", new[right]))
      right += 1
    } else {
      lines.append((" ", old[left]))
      left += 1
      right += 1
    }
  }
  let near = lines.indices.filter { index in
    lines[max(0, index - 2)...min(lines.count - 1, index + 2)].contains { $0.mark != " " }
  }
  return near.map { lines[$0].mark + lines[$0].text }.joined(separator: "\n")
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
