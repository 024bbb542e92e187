import { expose } from 'comlink'
import { measure, type Place, type Row } from './compute.ts'
import type { Settings } from './state.ts'

let stop: AbortController | undefined

const place: Place = {
  now: () => performance.now(),
  isolated: crossOriginIsolated,
  processors: navigator.hardwareConcurrency,
  hasWebGpu: 'gpu' in navigator,
}

export const api = {
  /** Measures all backends; ends the measurement before. False where a later one ended this. */
  async measure(settings: Settings, report: (rows: readonly Row[]) => void): Promise<boolean> {
    stop?.abort()
    const mine = new AbortController()
    stop = mine
    try {
      await measure(settings, { place, signal: mine.signal, report })
      return true
    } catch (error) {
      if (mine.signal.aborted) return false
      throw error
    }
  },
  stop(): void {
    stop?.abort()
  },
}

expose(api)
