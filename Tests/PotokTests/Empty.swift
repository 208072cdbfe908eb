import Testing
@testable import Potok
