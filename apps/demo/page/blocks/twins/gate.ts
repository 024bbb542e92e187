import type { Callback, EpochRecord } from 'thinned'

/** Where a run of `fit` waits until it may take more steps. */
export interface Gate {
  /** What `fit` calls: the run waits before its first step and after each; after the last of an epoch when the epoch is measured. */
  readonly callback: Callback
  /** The loss of the last step's batch, through its masks. */
  readonly batchLoss: number
  /** The epochs that were measured since the last call. */
  takeEpochs(): readonly EpochRecord[]
  /** Lets the run take so many steps, and waits until it has. */
  open(steps: number): Promise<void>
  /** Lets the run go on to its end. */
  release(): void
  /** Tells who waits that the run failed. */
  fail(error: unknown): void
}

export function gateOf(stepsPerEpoch: number): Gate {
  const epochs: EpochRecord[] = []
  let batchLoss = Number.NaN
  let left = 0
  let released = false
  let go: (() => void) | undefined // set while the run waits
  let arrived: (() => void) | undefined // set while somebody waits for the run
  let failure: { readonly error: unknown } | undefined

  async function pass(): Promise<void> {
    if (released) return
    if (left === 0) {
      const wait = new Promise<void>((resolve) => {
        go = resolve
      })
      arrived?.()
      await wait
      go = undefined
    }
    if (!released) left -= 1
  }

  async function arrival(): Promise<void> {
    if (failure === undefined && !released)
      await new Promise<void>((resolve) => {
        arrived = resolve
      })
    arrived = undefined
    if (failure !== undefined) throw failure.error
  }

  return {
    callback: {
      start: pass,
      step({ step, loss }) {
        batchLoss = loss
        return step % stepsPerEpoch === 0 ? undefined : pass()
      },
      epoch({ record }) {
        epochs.push(record)
        return pass()
      },
    },
    get batchLoss() {
      return batchLoss
    },
    takeEpochs: () => epochs.splice(0),
    async open(steps) {
      if (go === undefined) await arrival()
      if (steps === 0) return
      left = steps
      const done = arrival()
      go?.()
      await done
    },
    release() {
      released = true
      go?.()
      arrived?.()
    },
    fail(error) {
      failure = { error }
      arrived?.()
    },
  }
}
