import { expose } from 'comlink'
import { best, fallbackReason } from 'thinned'
import { type Frame, type Points, type Twins, twins } from './compute.ts'
import type { Settings } from './state.ts'

let current: Twins | undefined

export const api = {
  /** Which backend computes, and why it is not a faster one. */
  async backend(): Promise<{ readonly name: string; readonly reason: string | undefined }> {
    return { name: (await best()).name, reason: await fallbackReason() }
  },
  /** Begins anew, and ends what was training. */
  async begin(settings: Settings, mapSize: number): Promise<{ readonly points: Points; readonly frame: Frame }> {
    await current?.stop()
    current = twins(settings, await best(), mapSize)
    return { points: current.points, frame: await current.advance(0) }
  },
  async advance(steps: number): Promise<Frame> {
    if (current === undefined) throw new Error('advance was called before begin.')
    return current.advance(steps)
  },
}

expose(api)
