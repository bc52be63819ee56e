#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Makes a write to a closed pipe an error to handle instead of the process's death.
func ignoreBrokenPipes() {
  _ = signal(SIGPIPE, SIG_IGN)
}
