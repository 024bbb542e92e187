import { Fault, type Schema } from '@thinned/schema'
import type { Callback, Events } from '../run/callbacks.ts'

const events: readonly (keyof Events)[] = [
  'start',
  'step',
  'validation',
  'epoch',
  'checkpoint',
  'checkpointError',
  'stop',
]

const names: readonly string[] = ['name', ...events]

/** A callback: what has functions by the names of events, and no others. An object of a class may hold more, but nothing by the names of Keras. */
export const callback: Schema<Callback> = {
  takes: 'an object with functions by the names of events, such as { epoch: ({ record }) => console.log(record.loss) }',
  read(given, path) {
    if (typeof given !== 'object' || given === null) {
      const advice = typeof given === 'function' && given.name ? `, or call it, as in ${given.name}(…)` : ''
      throw new Fault(path, given, this.takes + advice)
    }
    const callback = given as Readonly<Record<string, unknown>>
    const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(given))
    for (const name in given)
      if (!names.includes(name) && (isPlain || /^on[A-Z]/.test(name)))
        throw new Fault(path, callback[name], this.takes, { name, names })
    for (const event of events)
      if (callback[event] !== undefined && typeof callback[event] !== 'function')
        throw new Fault(`${path}.${event}`, callback[event], 'a function')
    // Such as a Promise of a callback. A plain {} stands for none.
    if (!isPlain && events.every((event) => callback[event] === undefined)) throw new Fault(path, given, this.takes)
    return given as Callback
  },
}
