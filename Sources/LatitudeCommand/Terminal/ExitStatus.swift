/// How a process ends; scripts rely on these numbers (sysexits.h where it has one).
enum ExitStatus: Int32 {
  case done = 0
  /// A check found something: lint, audit, `index --verify`, and `map diff` and `map replay` with `--exit-code`.
  case found = 1
  /// `check --exit-code`
  case consult = 10
  case escalate = 11
  case undecided = 12
  case usage = 64
  case invalidData = 65
  case notFound = 66
  case internalFault = 70
  /// Git or the disk.
  case disk = 74
  /// Somebody else was faster: try again.
  case conflict = 75
  case notAllowed = 77
}
