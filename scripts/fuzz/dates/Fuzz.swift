import PotokCore

/// The entry of libFuzzer: any text gives dates that are written as they were read, or none.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    FuzzCase.run(input)
    return 0
}

private enum FuzzCase {
    static func run(_ input: [UInt8]) {
        let order: DateReader.Order = (input.first ?? 0) & 1 == 0 ? .dayFirst : .monthFirst
        let text = Array(input.dropFirst())
        var end = 0
        for found in DateReader.all(in: text, order: order) {
            if found.range.lowerBound < end || found.range.upperBound > text.count { fatalError("the place is wrong") }
            end = found.range.upperBound
            check(found.date)
        }
        if let found = DateReader.first(in: text, order: order, isMachineText: true) { check(found.date) }
        if let date = DateReader.value(String(decoding: text, as: UTF8.self), order: order) { check(date) }
    }

    /// What was read can be read again, and means the same.
    private static func check(_ date: PageDate) {
        guard let again = DateReader.value(date.text) else { fatalError("\(date.text) cannot be read again") }
        if again.text != date.text { fatalError("\(date.text) became \(again.text)") }
        if again.date != date.date { fatalError("\(date.date) became \(again.date)") }
        if let day = date.day, day.precision != .day { fatalError("\(day) is no day") }
    }
}
