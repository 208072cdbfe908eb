import Foundation
import PotokCore
import Testing

@testable import Potok

@Suite struct RunLockTests {
    private func database() -> String {
        FileManager.default.temporaryDirectory.appending(path: "potok-lock-\(UUID().uuidString).db").path
    }

    @Test func `a second lock names the process that has the first`() throws {
        let path = database()
        defer { try? FileManager.default.removeItem(atPath: path + ".lock") }
        let lock = try RunLock.acquire(database: path)
        do {
            _ = try RunLock.acquire(database: path)
            Issue.record("two runs have the lock")
        } catch let error as PotokError {
            #expect(error.code == "database.locked")
            #expect(error.message.contains("process \(ProcessInfo.processInfo.processIdentifier)"))
        }
        lock.release()
        try RunLock.acquire(database: path).release()
    }

    @Test func `what was in work at an unclean end is known to the next run, and only that`() throws {
        let path = database()
        defer { try? FileManager.default.removeItem(atPath: path + ".lock") }
        var lock: RunLock? = try RunLock.acquire(database: path)
        lock?.journal.begin(Request.Claim(rawValue: 7), slot: 0)
        lock?.journal.begin(Request.Claim(rawValue: 8), slot: 1)
        lock?.journal.end(slot: 1)
        lock?.journal.begin(Request.Claim(rawValue: 9), slot: 100_000)
        // Without `release`: the process is gone.
        lock = nil
        let next = try RunLock.acquire(database: path)
        #expect(next.interrupted == [Request.Claim(rawValue: 7)])
        next.release()
        #expect(try RunLock.acquire(database: path).interrupted.isEmpty)
    }
}
