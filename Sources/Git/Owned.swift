internal import CGit2

/// An object of libgit2 that is freed with its last use; it must not outlive its repository.
///
/// It never leaves a method of `Repository`, which is what keeps that promise.
@safe struct Owned: ~Copyable {
  let pointer: OpaquePointer
  private let free: (OpaquePointer?) -> Void

  /// Runs a call of libgit2 that hands an object over.
  init(
    _ operation: StaticString, _ subject: @autoclosure () -> Subject = .nothing,
    freeing free: @escaping (OpaquePointer?) -> Void,
    _ make: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var result: OpaquePointer?
    unsafe try check(make(&result), operation, subject())
    guard let result = unsafe result else {
      throw GitError(.other(0), operation: "\(operation)", message: "no result")
    }
    unsafe self.pointer = result
    unsafe self.free = free
  }

  deinit { unsafe free(pointer) }
}
