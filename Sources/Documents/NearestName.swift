/// The known name that a misspelt one most likely meant, or nil when none is near.
///
/// Near is one slip (a letter wrong, missing, too many, or two swapped) for each three letters of
/// the longer name, upper and lower case being the same; among equals the first of `names` wins.
/// Names of over 64 characters are not looked at.
package func nearestName(to name: String, among names: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in names {
    let known = Array(candidate.lowercased().unicodeScalars)
    let allowed = max(known.count, wanted.count) / 3
    guard known.count <= 64, abs(known.count - wanted.count) <= allowed else { continue }
    let distance = slips(from: wanted, to: known)
    if distance <= allowed, distance < best?.distance ?? Int.max {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// Optimal string alignment: edit distance in which a swap of neighbours counts as one slip.
private func slips(from left: [Unicode.Scalar], to right: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for (row, leftScalar) in left.enumerated() {
    var current = [row + 1]
    for (column, rightScalar) in right.enumerated() {
      var distance = min(
        last[column + 1] + 1, current[column] + 1,
        last[column] + (leftScalar == rightScalar ? 0 : 1))
      if row > 0, column > 0, leftScalar == right[column - 1], left[row - 1] == rightScalar {
        distance = min(distance, beforeLast[column - 1] + 1)
      }
      current.append(distance)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
