#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Opens what the caller closed of standard input, output and error on nothing, as git does: otherwise the
/// next file opened would take the place, and messages would be written into it.
func openStandardStreams() {
  var descriptor: Int32 = 0
  while descriptor <= STDERR_FILENO {
    guard fcntl(descriptor, F_GETFD) == -1 else {
      descriptor += 1
      continue
    }
    // The lowest free number is the one just found to be free.
    guard unsafe open("/dev/null", O_RDWR) == descriptor else { return }
  }
}

/// Makes a write to a closed pipe an error to handle instead of the process's death.
func ignoreBrokenPipes() {
  _ = signal(SIGPIPE, SIG_IGN)
}
