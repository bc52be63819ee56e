extension Repository {
  /// The repository's packs, opened, for whoever reads much.
  package func openPacks() -> Packs { Packs(of: gitDirectory) }
}

/// The packs of a repository: where objects lie in them, and in which order blobs are best read.
package struct Packs: Sendable {
  /// Where an object lies: the number of its pack in the upper 16 bits, and where it begins there.
  package struct Place: Hashable, Sendable {
    fileprivate let key: UInt64

    fileprivate init(pack: Int, offset: Int) {
      key = UInt64(pack) << 48 | UInt64(offset) & 0xFFFF_FFFF_FFFF
    }

    var pack: Int { Int(key >> 48) }
    var offset: Int { Int(key & 0xFFFF_FFFF_FFFF) }
  }

  private let packs: [Pack]

  fileprivate init(of gitDirectory: String) {
    let folder = "\(gitDirectory)/objects/pack"
    packs = Disk.names(in: folder).filter { $0.hasSuffix(".idx") }.sorted()
      .compactMap { Pack("\(folder)/\($0.dropLast(4))") }
  }

  subscript(number: Int) -> Pack { packs[number] }

  /// Where a blob lies; nil: in no pack. O(packs log(objects))
  package func place(of blob: BlobID) -> Place? { place(of: blob.words) }

  /// The same of any object.
  func place(of object: ObjectWords) -> Place? {
    for number in packs.indices {
      if let offset = packs[number].offset(of: object) {
        return Place(pack: number, offset: offset)
      }
    }
    return nil
  }

  /// The order in which blobs are best read, as indices of their places.
  ///
  /// That of the packs, and whatever is written as a delta right after what it is based on: so each is unpacked once,
  /// with no more in memory than the chain that it stands at the end of. In a pack with long chains, reading in the
  /// order of paths takes fifteen times as long. What lies in no pack comes last. O(n log(n))
  package func readingOrder(of places: [Place?]) -> [Int] {
    var keys: [(key: UInt64, index: Int)] = []
    keys.reserveCapacity(places.count)
    for (index, place) in places.enumerated() { keys.append((place?.key ?? .max, index)) }
    keys.sort { $0 < $1 }
    return Packs.basesFirst(keys.map(\.key)) { number in
      guard let place = places[keys[number].index],
        case .delta(let base) = packs[place.pack].entry(at: place.offset)?.form
      else { return nil }
      return Place(pack: place.pack, offset: base).key
    }.map { keys[$0].index }
  }

  /// The indices of ascending keys in such an order that all that is based on one, if only by way of others, comes
  /// right after it.
  private static func basesFirst(_ keys: [UInt64], base: (Int) -> UInt64?) -> [Int] {
    // Of each the first of what is based on it, and the next of what has the same base.
    var first = [Int](repeating: -1, count: keys.count)
    var next = first
    var roots: [Int] = []
    for number in keys.indices.reversed() {
      // A base that lies behind is as good as none, so that no circle is ever walked.
      if let base = base(number), base < keys[number], let parent = keys.index(of: base) {
        next[number] = first[parent]
        first[parent] = number
      } else {
        roots.append(number)
      }
    }
    guard roots.count < keys.count else { return Array(keys.indices) }
    var order: [Int] = []
    order.reserveCapacity(keys.count)
    // The last one is taken next, and the roots lie in descending order.
    var waiting = roots
    while let number = waiting.popLast() {
      order.append(number)
      if next[number] >= 0 { waiting.append(next[number]) }
      if first[number] >= 0 { waiting.append(first[number]) }
    }
    return order
  }
}

extension [UInt64] {
  /// Where a number stands among ascending ones.
  fileprivate func index(of number: UInt64) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}
