extension BinaryInteger {
    /// Divides towards minus infinity, so that the remainder is never negative and time before 1970 needs no case apart.
    ///
    /// - Parameter divisor: A number above zero.
    /// - Returns: The quotient, and a remainder of 0 up to the divisor.
    func flooredDivision(by divisor: Self) -> (quotient: Self, remainder: Self) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
