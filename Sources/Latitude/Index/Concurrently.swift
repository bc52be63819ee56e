import Dispatch
import Synchronization

/// So many threads share the work on an index.
let sharingThreads = 2

/// What `body` makes of each element, in their order; threads take the next one whenever they are free.
///
/// One element is worked on by the caller's thread. Throws the first error, in the order of the elements, when all is
/// done.
func concurrently<Element: Sendable, Made: Sendable>(
  _ elements: [Element], _ body: @Sendable (Element) throws -> Made
) throws -> [Made] {
  try concurrently(elements, keeping: ()) { element, _ in try body(element) }
}

/// The same with what each thread keeps from one element to the next, such as memory.
func concurrently<Element: Sendable, Kept: Sendable, Made: Sendable>(
  _ elements: [Element], keeping kept: Kept,
  _ body: @Sendable (Element, inout Kept) throws -> Made
) throws -> [Made] {
  var kept = kept
  if elements.count == 1 { return [try body(elements[0], &kept)] }
  let next = Atomic(0)
  let results = Mutex<[Result<Made, any Error>?]>(Array(repeating: nil, count: elements.count))
  DispatchQueue.concurrentPerform(iterations: min(sharingThreads, elements.count)) { [kept] _ in
    var kept = kept
    while true {
      let place = next.add(1, ordering: .relaxed).oldValue
      guard place < elements.count else { return }
      let result = Result { try body(elements[place], &kept) }
      results.withLock { $0[place] = result }
    }
  }
  return try results.withLock { $0 }.compactMap { try $0?.get() }
}
