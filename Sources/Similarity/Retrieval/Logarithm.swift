/// The natural logarithm of a positive, finite number, to within two units in the last place.
///
/// The standard library has none, and the C library's differs between platforms in the last bits: scores must not.
/// ln(m · 2^e) = ln m + e ln 2, with ln m = 2 artanh((m - 1) / (m + 1)) by its series.
func logarithm(_ value: Double) -> Double {
  var mantissa = value.significand
  var exponent = Double(value.exponent)
  if mantissa > 1.414_213_562_373_095_1 {
    mantissa /= 2
    exponent += 1
  }
  let ratio = (mantissa - 1) / (mantissa + 1)
  let square = ratio * ratio
  // |ratio| <= 0.1716, so the first term left out is below 2^-56 of the sum.
  var sum = 0.0
  for odd in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / odd }
  return 2 * ratio * sum + exponent * 0.693_147_180_559_945_3
}
