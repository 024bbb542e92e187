import { batch, effect, signal } from '@preact/signals'
import type { Remote } from 'comlink'
import { wordsOf } from '../../../kit/connect.ts'
import type { UrlState } from '../../../kit/url-state.ts'
import type { Frame, Wanted } from '../compute.ts'
import { type fields, settingsOf } from '../fields.ts'
import type { Api, Drawn } from '../worker.ts'
import { type Curves, emptyCurves, extended } from './curve-points.ts'

/** Steps between two pictures, and the least time between them in milliseconds. */
const SPEEDS: Readonly<Record<string, readonly [steps: number, every: number]>> = {
  slow: [1, 200],
  normal: [2, 0],
  fast: [5, 0],
  faster: [20, 0],
}
/** The small maps and the curves are drawn anew at most so often, in milliseconds. */
const DETAILS_EVERY = 120
/** While it catches up with the step of a link, it looks so often whether something else is wanted. */
const STEPS_AT_ONCE = 100
/** A picture that takes longer has fewer steps, in milliseconds. */
const LONGEST = 60

/**
 * Two networks in a worker, followed picture by picture. One question to the worker is out at a time; before each the newest settings are read, so that a
 * slider that moves begins one run for each answer of the worker, never one for each of its events.
 */
export class Training {
  readonly playing = signal(false)
  readonly drawn = signal<Drawn | undefined>(undefined)
  readonly frame = signal<Frame | undefined>(undefined)
  /** The last frame with small maps. */
  readonly details = signal<Frame | undefined>(undefined)
  readonly curves = signal<Curves>(emptyCurves)
  readonly unit = signal<number | undefined>(undefined)
  readonly failure = signal<string | undefined>(undefined)
  readonly #remote: Remote<Api>
  readonly #state: UrlState<typeof fields>
  readonly #unwatch: () => void
  #begun = '' // the settings of the run in the worker
  #beginnings = 0
  #steps = 0 // steps that the button asked for
  #visible = true
  #stale = true // something that a picture shows was changed
  #gone = false
  #collected = emptyCurves
  #told = 0
  #lastDetails = 0
  #took = 0
  #wake: (() => void) | undefined

  constructor(remote: Remote<Api>, state: UrlState<typeof fields>, playing: boolean) {
    this.#remote = remote
    this.#state = state
    this.playing.value = playing && state.values.value.at === 0
    this.#unwatch = effect(() => {
      void [state.values.value, this.unit.value, this.playing.value]
      this.#stale = true
      this.#wake?.()
    })
    void this.#follow()
  }

  play(): void {
    this.failure.value = undefined
    this.playing.value = true
    this.#state.set({ at: 0 })
  }

  /** Stops at the step that is seen; the link then holds it. */
  pause(): void {
    this.playing.value = false
    this.#state.set({ at: this.frame.value?.step ?? 0 })
  }

  step(): void {
    if (this.playing.value) this.pause()
    this.#steps += 1
    this.#wake?.()
  }

  /** Back to step 0, with the same seed. */
  reset(): void {
    this.failure.value = undefined
    this.playing.value = false
    this.#beginnings += 1
    this.#state.set({ at: 0 })
  }

  set visible(visible: boolean) {
    this.#visible = visible
    this.#wake?.()
  }

  dispose(): void {
    this.#gone = true
    this.#unwatch()
    this.#wake?.()
  }

  async #follow(): Promise<void> {
    while (!this.#gone) {
      const asked = performance.now()
      try {
        if (this.#begun !== this.#wanted()) await this.#begin()
        else if (!(await this.#next())) await this.#rest()
      } catch (thrown) {
        if (this.#gone) return
        this.failure.value = wordsOf(thrown)
        this.playing.value = false
        this.#steps = 0
        this.#stale = false
        await this.#rest()
      }
      this.#took = performance.now() - asked
      await new Promise(requestAnimationFrame)
    }
  }

  #wanted(): string {
    return JSON.stringify([settingsOf(this.#state.values.value), this.#beginnings])
  }

  async #begin(): Promise<void> {
    const wanted = this.#wanted()
    this.#begun = wanted
    this.#steps = 0
    const shown = this.#state.values.value
    const { drawn, frame } = await this.#remote.begin(settingsOf(shown), shown.off, this.#want(true))
    if (this.#wanted() !== wanted) return
    this.failure.value = undefined
    this.#collected = emptyCurves
    this.#show(frame, true, drawn)
  }

  /** What is to be done now, if anything. */
  async #next(): Promise<boolean> {
    const { speed, at } = this.#state.values.value
    const step = this.frame.value?.step ?? 0
    const left = this.#state.fields.at.max - step // the run ends where a link can still hold its step
    if (!this.playing.value && step < at && this.#steps === 0) {
      await this.#advance(Math.min(STEPS_AT_ONCE, at - step))
      return true
    }
    if (this.#steps > 0) {
      const steps = Math.min(this.#steps, left)
      this.#steps = 0
      await this.#advance(steps)
      this.pause()
      return true
    }
    if (this.playing.value && left === 0) {
      this.pause()
      return true
    }
    if (this.playing.value && this.#visible) {
      const [steps, every] = SPEEDS[speed]!
      const wait = this.#told + every - performance.now()
      if (wait > 0) {
        await new Promise((resolve) => setTimeout(resolve, wait))
        if (!this.playing.value) return true
      }
      await this.#advance(Math.min(left, this.#took > LONGEST ? Math.ceil(steps / 4) : steps))
      return true
    }
    if (!this.#stale) return false
    await this.#advance(0)
    return true
  }

  async #advance(steps: number): Promise<void> {
    const wanted = this.#begun
    this.#stale = false
    const wait = performance.now() - this.#lastDetails
    const details = steps === 0 || !this.playing.value || wait > DETAILS_EVERY
    const frame = await this.#remote.advance(steps, this.#state.values.value.off, this.#want(details))
    if (this.#wanted() !== wanted) return
    this.#show(frame, details)
    // Pause was pressed meanwhile: the link holds the step that is seen now.
    if (!this.playing.value && frame.step > this.#state.values.value.at) this.#state.set({ at: frame.step })
  }

  #want(details: boolean): Wanted {
    return { details, unit: this.unit.value }
  }

  #show(frame: Frame, details: boolean, drawn?: Drawn): void {
    this.#told = performance.now()
    this.#collected = extended(this.#collected, frame)
    batch(() => {
      if (drawn) this.drawn.value = drawn
      this.frame.value = frame
      if (!details) return
      this.#lastDetails = this.#told
      this.details.value = frame
      this.curves.value = this.#collected
    })
  }

  /** Until something wakes it. */
  async #rest(): Promise<void> {
    if (this.#gone || this.#stale || this.#begun !== this.#wanted()) return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    this.#wake = undefined
  }
}
