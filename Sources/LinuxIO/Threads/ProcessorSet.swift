import CLinux
import Glibc

/// Processors by their numbers, and which of them a thread may run on.
package struct ProcessorSet: Sendable, Equatable {
    /// In order.
    package let numbers: [Int]

    package init(_ numbers: [Int]) { self.numbers = numbers.sorted() }

    /// Those that the calling thread may run on; none where the kernel does not tell.
    package static var current: ProcessorSet {
        var set = cpu_set_t()
        let size = MemoryLayout<cpu_set_t>.size
        guard unsafe sched_getaffinity(0, size, &set) == 0 else { return ProcessorSet([]) }
        let words = unsafe withUnsafeBytes(of: set) { bytes in unsafe Array(bytes.bindMemory(to: UInt.self)) }
        return ProcessorSet(
            words.enumerated().flatMap { index, word in
                (0..<UInt.bitWidth).filter { word >> $0 & 1 == 1 }.map { index * UInt.bitWidth + $0 }
            }
        )
    }

    /// Keeps the calling thread, and the threads and programs that it starts from now on, on these processors; whether
    /// the kernel allowed it.
    @discardableResult
    package func bind() -> Bool {
        var words = [UInt](repeating: 0, count: MemoryLayout<cpu_set_t>.size / MemoryLayout<UInt>.size)
        for number in numbers where number < words.count * UInt.bitWidth {
            words[number / UInt.bitWidth] |= 1 << (number % UInt.bitWidth)
        }
        var set = cpu_set_t()
        // A set is an array of words, whose bits are the processors.
        unsafe withUnsafeMutableBytes(of: &set) { set in
            unsafe words.withUnsafeBytes { unsafe set.copyMemory(from: $0) }
        }
        return unsafe sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0
    }
}
