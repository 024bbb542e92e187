import { parentPort } from 'node:worker_threads'
import { type Trial, uniform } from '../src/index.ts'

/** Does what it is told to. */
export const trial: Trial<{ readonly what: string }> = async ({ what }, { index, signal, report }) => {
  if (what === 'throw') throw new RangeError('as planted')
  if (what === 'refuse') uniform(2, 1)
  if (what === 'exit') process.exit(7)
  if (what === 'later') {
    setTimeout(() => {
      throw new Error('outside of the trial')
    })
    await new Promise(() => {})
  }
  if (what === 'text') return 'good' as never
  if (what === 'nothing') return { loss: 1 } as never
  if (what === 'bigint') return { value: 1, count: 1n } as never
  if (what === 'undefined details') return { value: 1, toJSON: () => undefined } as never
  if (what === 'null details') return { value: 1, toJSON: () => null } as never
  if (what === 'deep details') return { value: 1, deep: JSON.parse('['.repeat(1000) + ']'.repeat(1000)) }
  if (what === 'posts')
    for (const message of [null, 5, { type: 'answer', value: 7, details: '{}' }, { type: 'failed' }])
      parentPort!.postMessage(message)
  if (what === 'infinity') return { value: Infinity, other: Number.NaN }
  if (what === 'nan') return Number.NaN
  if (what === 'timer') setInterval(() => {}, 1000)
  if (what === 'report') for (let step = 0; step < 3; step++) report({ step })
  // Ends by itself when it is asked to.
  if (what === 'wait')
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve())
      report('waiting')
    })
  if (what === 'deaf') {
    report('waiting')
    for (;;);
  }
  return index
}
