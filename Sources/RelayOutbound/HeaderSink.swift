import Curl

/// What takes the header lines of a request, one after the other.
protocol HeaderSink {
    mutating func append(_ name: String, _ value: String)
}

extension HeaderLines: HeaderSink {}
