import { proxy } from 'comlink'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { connect, prefersStill, wordsOf } from '../../kit/connect.ts'
import { Failed, Field, Problems } from '../../kit/controls.tsx'
import { Shown } from '../../kit/shown.tsx'
import { agreement, type BackendId, type Measured, type Row, type Time } from './compute.ts'
import { nodeHashes } from './node-hashes.ts'
import { BATCH, type Hashes } from './runs.ts'
import { type Settings, state } from './state.ts'
import type { api } from './worker.ts'
import './figure.css'

const NAMES: Readonly<Record<BackendId, string>> = {
  reference: 'Plain TypeScript',
  wasm: 'WebAssembly, one thread',
  threads: 'WebAssembly, threads',
  webgpu: 'WebGPU',
}

const WAITING: readonly Row[] = (['reference', 'wasm', 'threads', 'webgpu'] as const).map((id) => ({
  id,
  state: 'waiting',
}))

export default function Figure() {
  const [failure, setFailure] = useState<string>()
  const [rows, setRows] = useState<readonly Row[]>(WAITING)
  const [measuring, setMeasuring] = useState(false)
  const [wanted, setWanted] = useState(prefersStill() ? 0 : 1)
  const remote = useMemo(
    () => connect<typeof api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), setFailure),
    [],
  )
  const settings = state.values.value

  useEffect(() => {
    if (wanted === 0) return
    let current = true
    setMeasuring(true)
    setRows(WAITING)
    // A slider that moves asks for its last value alone.
    const timer = setTimeout(() => {
      remote
        .measure(
          settings,
          proxy((seen) => current && setRows(seen)),
        )
        .then(
          () => current && setMeasuring(false),
          (thrown) => current && setFailure(wordsOf(thrown)),
        )
    }, 150)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [settings, wanted])

  const stop = (): void => {
    setMeasuring(false)
    void remote.stop()
  }

  if (failure !== undefined) return <Failed message={failure} />
  return (
    <div class="backends" data-measuring={measuring ? 'yes' : 'no'}>
      <Problems of={state} />
      <div class="controls">
        <button
          type="button"
          class="primary"
          name={measuring ? 'stop' : 'run'}
          onClick={measuring ? stop : () => setWanted(wanted + 1)}
        >
          {measuring ? 'Stop' : wanted === 0 ? 'Measure' : 'Measure again'}
        </button>
        <Field of={state} name="width" />
        <Field of={state} name="keep" />
        <Field of={state} name="steps" />
        <Field of={state} name="seed" />
      </div>
      <p class="soft">
        A step takes {BATCH} drawn digits through a network of 784, {settings.width}, {settings.width} and 10 units,
        back through the same masks, and adjusts the weights by Adam. A bar is the median time of a step, its line spans
        the middle half of the steps. Pause other figures: what trains beside it takes time too.
      </p>
      <Verdict rows={rows} settings={settings} />
      <ul class="backend-list" aria-busy={measuring}>
        {rows.map((row) => (
          <Backend key={row.id} row={row} rows={rows} />
        ))}
      </ul>
      <p class="soft" role="status">
        {measuring ? 'The backends take turns …' : ''}
      </p>
    </div>
  )
}

function Backend({ row, rows }: { row: Row; rows: readonly Row[] }) {
  const threads = row.id === 'threads' && row.state === 'measured' ? row.measured.threads : undefined
  return (
    <li class="backend" data-backend={row.id} data-state={row.state}>
      <h3>{threads === undefined ? NAMES[row.id] : `WebAssembly, ${threads} threads`}</h3>
      {row.state === 'missing' && <p class="soft reason">{row.reason}</p>}
      {row.state === 'waiting' && <p class="soft">waits for its turn</p>}
      {row.state === 'measured' && <Numbers id={row.id} measured={row.measured} rows={rows} />}
    </li>
  )
}

function Numbers({ id, measured, rows }: { id: BackendId; measured: Measured; rows: readonly Row[] }) {
  const { time, peakBytes, hashes, fallbacks } = measured
  const slowest = Math.max(...timesOf(rows).map(({ to }) => to))
  const reference = rows.find((row) => row.id === 'reference')
  const plain = reference?.state === 'measured' ? reference.measured.time : undefined
  return (
    <div>
      <Bar time={time} longest={slowest} />
      <dl>
        <div>
          <dt>a step</dt>
          <dd>
            {time ? (
              <>
                <Shown name={`${id}-median`} value={time.median} digits={2} measured /> ms (
                <Shown name={`${id}-from`} value={time.from} digits={2} measured /> to{' '}
                <Shown name={`${id}-to`} value={time.to} digits={2} measured />, {time.steps} steps)
              </>
            ) : (
              'comes next'
            )}
          </dd>
        </div>
        {time && plain && id !== 'reference' && (
          <div>
            <dt>against plain TypeScript</dt>
            <dd>
              <Shown name={`${id}-times`} value={plain.median / time.median} digits={0} measured /> times as fast, by
              the medians
            </dd>
          </div>
        )}
        <div>
          <dt>memory of tensors</dt>
          <dd>
            <Shown name={`${id}-megabytes`} value={peakBytes / 1e6} digits={2} measured /> MB at most
          </dd>
        </div>
        <Hash name="mask" id={id} hash={hashes.mask} />
        <Hash name="weights" id={id} hash={hashes.weights} />
        {fallbacks > 0 && (
          <div>
            <dt>computed by plain TypeScript instead</dt>
            <dd>{fallbacks} kernels</dd>
          </div>
        )}
      </dl>
    </div>
  )
}

function Hash({ name, id, hash }: { name: keyof Hashes; id: string; hash: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code data-name={`${id}-${name}`} data-value={hash}>
          {short(hash)}
        </code>
      </dd>
    </div>
  )
}

/** The median as a bar and the quartiles as a line, on the scale of the slowest. */
function Bar({ time, longest }: { time: Time | undefined; longest: number }) {
  const x = (value: number): number => (100 * value) / longest
  return (
    <svg class="time-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="10" />
      {time && <rect width={x(time.median)} height="10" />}
      {time && <path d={`M${x(time.from)} 5H${x(time.to)}`} />}
    </svg>
  )
}

const timesOf = (rows: readonly Row[]): readonly Time[] =>
  rows.flatMap((row) => (row.state === 'measured' && row.measured.time ? [row.measured.time] : []))

/** Whether the fingerprints agree, among the backends and with Node. */
function Verdict({ rows, settings }: { rows: readonly Row[]; settings: Settings }) {
  const measured = rows.flatMap((row) => (row.state === 'measured' ? [row.measured] : []))
  const [any] = measured
  if (any === undefined) return <p class="verdict">No run has ended yet.</p>
  const equal = agreement(rows)
  const stored = storedFor(settings)
  const asNode = stored && any.hashes.mask === stored.mask && any.hashes.weights === stored.weights
  return (
    <div class={`verdict ${equal === false || asNode === false ? 'differ' : ''}`} data-equal={String(equal)}>
      <p>
        Masks{' '}
        <data data-name="mask" value={any.hashes.mask}>
          {short(any.hashes.mask)}
        </data>
        , weights{' '}
        <data data-name="weights" value={any.hashes.weights}>
          {short(any.hashes.weights)}
        </data>
        {equal === undefined && ': a second backend has to end its run before they can be compared.'}
        {equal === true &&
          `: equal on all ${measured.length} backends that run here, to the last bit and in every run.`}
        {equal === false &&
          ' on one backend, and others elsewhere. That must not happen: please report it, with the name and version of your browser.'}
      </p>
      <p data-node={stored === undefined ? 'none' : String(asNode)}>
        {stored === undefined
          ? 'The page holds fingerprints that Node computed for the first keep, steps and seed; not for these.'
          : asNode
            ? 'Equal to Node’s too: those were computed in Node and are stored in this page; a test computes them anew.'
            : 'They differ from those that Node computed, which are stored in this page. Please report it.'}
      </p>
    </div>
  )
}

const short = (hash: string): string => `${hash.slice(0, 8)}…`

/** What Node computed, where it is stored: for all widths, and all else as at first. */
function storedFor(settings: Settings): Hashes | undefined {
  const { fields } = state
  const isFirst = (['keep', 'steps', 'seed'] as const).every((name) => settings[name] === fields[name].initial)
  return isFirst ? nodeHashes[settings.width] : undefined
}
