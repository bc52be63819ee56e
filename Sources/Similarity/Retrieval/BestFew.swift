/// Keeps the best few of many scored documents: greater scores first, ties by the smaller key.
struct BestFew {
  /// A document's number in one of several indexes, its score, and what ties are broken by.
  struct Entry {
    var document: Int
    var index: Int
    var key: UInt64
    var score: Double

    /// Whether this one is ranked after another.
    @inline(__always)
    fileprivate func isWorse(than other: Entry) -> Bool {
      score != other.score ? score < other.score : (key, index) > (other.key, other.index)
    }
  }

  private let limit: Int
  /// A binary heap, the worst on top.
  private var heap: [Entry] = []

  init(limit: Int) {
    self.limit = max(0, limit)
  }

  mutating func insert(_ entry: Entry) {
    if heap.count < limit {
      heap.append(entry)
      siftUp()
    } else if let worst = heap.first, worst.isWorse(than: entry) {
      heap[0] = entry
      siftDown()
    }
  }

  /// Best first.
  var ranked: [Entry] { heap.sorted { $1.isWorse(than: $0) } }

  private mutating func siftUp() {
    var at = heap.count - 1
    while at > 0, heap[at].isWorse(than: heap[(at - 1) / 2]) {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  private mutating func siftDown() {
    var at = 0
    while true {
      var worst = at
      for child in [2 * at + 1, 2 * at + 2]
      where child < heap.count && heap[child].isWorse(than: heap[worst]) { worst = child }
      guard worst != at else { return }
      heap.swapAt(at, worst)
      at = worst
    }
  }
}
