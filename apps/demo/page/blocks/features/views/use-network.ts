import { proxy, type Remote } from 'comlink'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { connect, wordsOf } from '../../../kit/connect.ts'
import type { Diagnosed, Frame } from '../compute.ts'
import type { TrainSettings } from '../network.ts'
import type { api } from '../worker.ts'

/** One of the two networks, in a worker of its own. */
export interface LiveNetwork {
  readonly remote: Remote<typeof api>
  readonly frame: Frame | undefined
  /** The share of the diagnosis that is done; undefined while it trains. */
  readonly diagnosing: number | undefined
  /** Undefined until a network is trained and diagnosed; while the next one trains, that of the last. */
  readonly diagnosed: Diagnosed | undefined
  /** Whether a network trains, or is diagnosed. */
  readonly busy: boolean
}

/** Trains whenever the settings change, if `going`; else shows the network before its first step. */
export function useNetwork(
  settings: TrainSettings,
  withDropout: boolean,
  going: boolean,
  again: number,
  onFailure: (message: string) => void,
): LiveNetwork {
  const remote = useMemo(
    () => connect<typeof api>(new Worker(new URL('../worker.ts', import.meta.url), { type: 'module' }), onFailure),
    [],
  )
  const [frame, setFrame] = useState<Frame>()
  const [diagnosing, setDiagnosing] = useState<number>()
  const [diagnosed, setDiagnosed] = useState<Diagnosed>()
  const [busy, setBusy] = useState(false)
  const { task, seed } = settings
  const keep = withDropout ? settings.keep : 1
  const run = useRef(0)
  const trains = useRef('') // the settings of the network whose weights are shown
  useEffect(() => {
    run.current += 1
    const mine = run.current
    const current = (): boolean => mine === run.current
    const fail = (thrown: unknown): void => {
      if (current()) onFailure(wordsOf(thrown))
    }
    // A slider that moves asks for its last value alone.
    const timer = setTimeout(() => {
      const asked = `${task} ${seed} ${keep}`
      setDiagnosing(undefined)
      setBusy(going)
      if (!going) {
        setDiagnosed(undefined)
        void remote.stop()
        if (trains.current === asked) return // it was stopped, and stays as it is
        trains.current = ''
        remote.untrained(settings, withDropout).then((first) => current() && setFrame(first), fail)
        return
      }
      trains.current = asked
      const report = proxy((frame: Frame) => current() && setFrame(frame))
      const onDiagnosis = proxy((share: number) => current() && setDiagnosing(share))
      remote.train(settings, withDropout, report, onDiagnosis).then((done) => {
        if (!current() || done === undefined) return
        setDiagnosed(done)
        setBusy(false)
      }, fail)
    }, 150)
    return () => clearTimeout(timer)
  }, [task, seed, keep, going, again])
  return { remote, frame, diagnosing, diagnosed, busy }
}
