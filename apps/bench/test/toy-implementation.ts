// A implementation's process for tests. Argument: how it lives.
import { timesOf } from '../src/protocol/answer.ts'
import { serve } from '../src/protocol/serve.ts'

const [how] = process.argv.slice(2)
if (how === 'stillborn') throw new TypeError('no such backend')
let runs = 0
await serve(
  { toy: '1.0' },
  {
    small: () => timesOf(() => runs++, { note: 'a toy' }),
    'mc-100': () => timesOf(() => new Promise((resolve) => setTimeout(resolve, 4)), { share: 0.5 }),
    'uniform-16M': () => {
      throw new RangeError('too many')
    },
    mlp: async ({ trainingSteps, read }) => ({
      run: () => {
        if (how === 'mortal') process.exit(3)
      },
      note: `${trainingSteps} steps, ${(await read('labels.bin')).length} labels`,
    }),
  },
  () => ({ note: runs > 0 ? 'it ran' : '', fallbacks: runs > 0 ? 2 : 0 }),
)
