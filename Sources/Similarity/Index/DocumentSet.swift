/// A set of a segment's documents.
package struct DocumentSet: Hashable, Sendable {
  private var bits: [UInt64]

  /// The empty set among `capacity` documents.
  package init(capacity: Int) {
    bits = Array(repeating: 0, count: (capacity + 63) / 64)
  }

  /// All of `capacity` documents.
  init(allOf capacity: Int) {
    bits = Array(repeating: .max, count: capacity >> 6)
    if capacity & 63 != 0 { bits.append(1 << UInt64(capacity & 63) - 1) }
  }

  /// Documents of which `holds` is true.
  init(capacity: Int, where holds: (Int) -> Bool) {
    self.init(capacity: capacity)
    for document in 0..<capacity where holds(document) { insert(document) }
  }

  package var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }

  package var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }

  @inline(__always)
  package func contains(_ document: Int) -> Bool {
    bits[document >> 6] & 1 << UInt64(document & 63) != 0
  }

  package mutating func insert(_ document: Int) {
    bits[document >> 6] |= 1 << UInt64(document & 63)
  }

  package mutating func remove(_ document: Int) {
    bits[document >> 6] &= ~(1 << UInt64(document & 63))
  }

  mutating func formIntersection(_ other: DocumentSet) {
    for place in bits.indices { bits[place] &= other.bits[place] }
  }

  mutating func formUnion(_ other: DocumentSet) {
    for place in bits.indices { bits[place] |= other.bits[place] }
  }

  mutating func subtract(_ other: DocumentSet) {
    for place in bits.indices { bits[place] &= ~other.bits[place] }
  }

  package func subtracting(_ other: DocumentSet) -> DocumentSet {
    var rest = self
    rest.subtract(other)
    return rest
  }

  /// In ascending order.
  package var elements: [Int] {
    var elements: [Int] = []
    for (place, word) in bits.enumerated() {
      var rest = word
      while rest != 0 {
        elements.append(place << 6 | rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return elements
  }
}
