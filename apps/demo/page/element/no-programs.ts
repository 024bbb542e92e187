/** A trace that gives no program: the element takes each step with its JavaScript, to the same bits, in a smaller script. */
export class WasmTrace {
  readonly obstacle = 'Programs are left out here.'

  run<T>(fn: () => T): T {
    return fn()
  }

  programWith(): string {
    return this.obstacle
  }

  dispose(): void {}
}
