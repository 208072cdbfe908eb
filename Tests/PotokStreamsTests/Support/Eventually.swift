/// Waits until a condition holds that another task is about to bring about; the test's time limit ends it otherwise.
func eventually(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}
