import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { connect, prefersStill, wordsOf } from '../../../kit/connect.ts'
import { type Job, jobsOf, type Measured, nameOf, type Sweep } from '../runs/jobs.ts'
import { keepResults, keptResults } from '../runs/kept.ts'
import { type Lane, pool } from '../runs/pool.ts'
import type { Results } from '../summary.ts'
import type { api } from '../worker.ts'
import workerAddress from '../worker.ts?worker&url'

/** All processors but one, which the page keeps. */
const LANES = Math.max(1, Math.min(8, (navigator.hardwareConcurrency ?? 2) - 1))

export interface Running {
  readonly results: Results
  readonly total: number
  readonly finished: number
  readonly playing: boolean
  /** How many of the finished ones this tab had measured before it was loaded anew. */
  readonly kept: number
  /** Seconds, while it plays and once some runs have ended. */
  readonly left: number | undefined
  readonly workers: number
  readonly backend: { readonly name: string; readonly reason?: string } | undefined
  readonly failure: string | undefined
  play(): void
  pause(): void
  /** Forgets all results. */
  reset(): void
}

/** Runs what is missing of a sweep, or of its part without dropout. Results of other settings stay, also through a reload. */
export function useSweep(sweep: Sweep, which: 'all' | 'without dropout'): Running {
  const [failure, setFailure] = useState<string>()
  const [playing, setPlaying] = useState(() => !prefersStill())
  const [backend, setBackend] = useState<Running['backend']>()
  const [resets, setResets] = useState(0)
  const kept = useMemo(() => (resets === 0 ? keptResults(workerAddress) : new Map<string, Measured>()), [resets])
  const results = useMemo(() => new Map(kept), [kept])
  const show = useFrames()
  const clock = useRef({ start: 0, ended: 0 })

  const fail = (message: string) => {
    setFailure(message)
    setPlaying(false)
  }
  const workers = useMemo(
    () =>
      pool<Job, Measured>(
        LANES,
        () => laneOf(fail, setBackend),
        nameOf,
        (job, measured) => {
          results.set(nameOf(job), measured)
          clock.current.ended += 1
          show()
        },
        (thrown) => fail(wordsOf(thrown)),
      ),
    [resets],
  )
  useEffect(() => () => workers.close(), [workers])
  useEffect(() => {
    const keep = () => keepResults(workerAddress, results)
    addEventListener('pagehide', keep)
    return () => removeEventListener('pagehide', keep)
  }, [results])

  const jobs = useMemo(() => jobsOf(sweep, which), [sweep.scenario, sweep.seeds, sweep.first, which])
  useEffect(() => {
    if (!playing) return workers.pause()
    clock.current = { start: performance.now(), ended: 0 }
    workers.start(jobs.filter((job) => !results.has(nameOf(job))))
  }, [jobs, workers, playing])

  const finished = jobs.filter((job) => results.has(nameOf(job))).length
  const { start, ended } = clock.current
  const going = playing && finished < jobs.length
  const perRun = (performance.now() - start) / 1000 / ended
  return {
    results,
    total: jobs.length,
    finished,
    kept: jobs.filter((job) => kept.has(nameOf(job))).length,
    playing: going,
    left: going && ended > LANES ? perRun * (jobs.length - finished) : undefined,
    workers: LANES,
    backend,
    failure,
    play() {
      setFailure(undefined)
      setPlaying(true)
    },
    pause: () => setPlaying(false),
    reset() {
      setFailure(undefined)
      setPlaying(true)
      setResets(resets + 1)
    },
  }
}

function laneOf(fail: (message: string) => void, told: (backend: Running['backend']) => void): Lane<Job, Measured> {
  const worker = new Worker(workerAddress, { type: 'module' })
  const remote = connect<typeof api>(worker, (message) => fail(`${message} Reset makes a new one.`))
  remote.backend().then(told, (thrown) => fail(wordsOf(thrown)))
  return { run: (job) => remote.run(job), close: () => worker.terminate() }
}

/** A function that has the figure drawn in the next frame, once however often it is called. */
function useFrames(): () => void {
  const [, draw] = useState({})
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return () => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => draw({}))
  }
}
