/**
 * In tests the garbage collector frees no tensors and no backends: the tensors that a test counts are all that it made, whenever the collector runs, and
 * none that it lost is found in time. What the collector frees is tested by programs of their own (packages/conformance/src/dropped.test.ts).
 */
class IdleRegistry {
  register(): void {}

  unregister(): boolean {
    return false
  }
}

Object.defineProperty(globalThis, 'FinalizationRegistry', { value: IdleRegistry, configurable: true, writable: true })

export {}
