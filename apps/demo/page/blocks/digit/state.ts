import { choice, list, number, urlState, whole } from '../../kit/url-state.ts'
import { CODES } from './drawing.ts'

const percent = (share: number): string => `${Math.round(1000 * share) / 10} %`

export const state = urlState('digit', {
  show: choice({
    label: 'Shown',
    of: ['digit', 'letter', 'scribble', 'noise', 'drawing'],
    initial: 'digit',
    names: {
      digit: 'a test digit',
      letter: 'a letter',
      scribble: 'a scribble',
      noise: 'noise',
      drawing: 'your drawing',
    },
  }),
  example: whole({ label: 'Number of the example', initial: 0, min: 0, max: 499 }),
  drawing: list({ label: 'Strokes', initial: [], min: 0, max: CODES - 1 }),
  angle: whole({ label: 'Turn', initial: 0, min: -180, max: 180, show: (degrees) => `${degrees}°` }),
  level: number({ label: 'Level of the set', initial: 0.99, min: 0.8, max: 0.99, step: 0.01, show: percent }),
  accept: number({ label: 'Digits to accept', initial: 0.9, min: 0.8, max: 0.99, step: 0.01, show: percent }),
  keep: number({ label: 'keep, hidden units', initial: 0.5, min: 0.2, max: 1, step: 0.1 }),
  digits: number({ label: 'Training digits', initial: 8000, min: 1000, max: 8000, step: 1000 }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 99 }),
})

export type State = (typeof state)['values']['value']
