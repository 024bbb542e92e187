import { proxy, type Remote } from 'comlink'
import { useEffect, useRef, useState } from 'preact/hooks'
import { wordsOf } from '../../../kit/connect.ts'
import { Plot } from '../../../kit/plot.tsx'
import { Percent } from '../../../kit/shown.tsx'
import type { Settings } from '../state.ts'
import type { api, SeedFigures, Summary } from '../worker.ts'

const COUNT = 10

/** The same over ten seeds: other examples, first weights, batches and masks. */
export function Seeds({
  of: { data, keep, seed },
  ask,
  ready,
  onFailure,
}: {
  readonly of: Settings
  readonly ask: Remote<typeof api>['seeds']
  /** Whether nothing else is being trained. */
  readonly ready: boolean
  readonly onFailure: (message: string) => void
}) {
  const [found, setFound] = useState<readonly SeedFigures[]>([])
  const [summary, setSummary] = useState<Summary>()
  const [going, setGoing] = useState(false)
  const asked = useRef(0)
  useEffect(() => {
    asked.current += 1
    setFound([])
    setSummary(undefined)
    setGoing(false)
  }, [data, keep, seed])

  const start = async (): Promise<void> => {
    asked.current += 1
    const mine = asked.current
    setFound([])
    setSummary(undefined)
    setGoing(true)
    const seeds = Array.from({ length: COUNT }, (_, i) => (seed + i) % 1000)
    const tell = (figures: SeedFigures, so: Summary | undefined) => {
      if (mine !== asked.current) return
      setFound((before) => [...before, figures])
      setSummary(so)
    }
    try {
      await ask({ data, keep, seed }, seeds, proxy(tell))
    } catch (thrown) {
      onFailure(wordsOf(thrown))
    }
    if (mine === asked.current) setGoing(false)
  }
  const interval = (name: keyof Summary, unit: string) =>
    summary && (
      <>
        <Percent name={`seeds-${name}`} value={summary[name].value} unit={unit} /> (
        <Percent name={`seeds-${name}-low`} value={summary[name].low} unit="" /> to{' '}
        <Percent name={`seeds-${name}-high`} value={summary[name].high} unit="" />)
      </>
    )
  return (
    <section aria-label="The crowd and the ensemble over ten seeds">
      <h3>One run may be luck: ten seeds</h3>
      <button type="button" name="seeds" disabled={!ready || going} onClick={start}>
        {going ? `Seed ${Math.min(found.length + 1, COUNT)} of ${COUNT} …` : 'Train ten seeds'}
      </button>
      {found.length > 0 && (
        <>
          <Plot
            title="Surer than 95 % in so much of the plane away from the data"
            label="For each seed, the share of the cells away from the data in which Monte Carlo dropout and the ensemble give one class more than 95 %."
            x={{ label: 'seed', from: seed - 0.5, to: seed + COUNT - 0.5 }}
            y={{ label: 'share of the cells', from: 0, to: 1 }}
            series={[
              {
                name: 'full network',
                color: 's',
                kind: 'dots',
                points: found.map((one, i) => [seed + i, one.full.sure]),
              },
              {
                name: 'Monte Carlo dropout',
                color: 0,
                kind: 'dots',
                points: found.map((one, i) => [seed + i - 0.12, one.dropout.sure]),
              },
              {
                name: 'ensemble of 5',
                color: 1,
                kind: 'dots',
                points: found.map((one, i) => [seed + i + 0.12, one.ensemble.sure]),
              },
            ]}
          />
          {summary && (
            <p>
              Surer than 95 % away from the data, mean over {found.length} seeds and its 95 % interval: Monte Carlo
              dropout {interval('dropout', '%')}, the ensemble {interval('ensemble', '%')}; the ensemble less Monte
              Carlo dropout, seed by seed, {interval('difference', 'points')}. The five were trained as long, without
              dropout. Where they are the surer ones, that is against what ensembles are known for on images: here
              networks of ReLU units grow sure far away, and those without dropout more so.
            </p>
          )}
        </>
      )}
    </section>
  )
}
