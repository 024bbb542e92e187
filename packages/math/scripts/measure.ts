import { exp as exp64, log as log64, sigmoid as sigmoid64, tanh as tanh64 } from '../src/float64/index.ts'
import { exp, log, sigmoid, tanh } from '../src/index.ts'
import { sweep } from '../test/sweep.ts'

/**
 * The error of a float32 sequence against its float64 sequence: at every float32 value (stride 1) where results are rounded, at
 * each 101st elsewhere. It takes minutes for each function:
 * `node --conditions=@thinned/source packages/math/scripts/measure.ts exp` (or log, tanh, sigmoid).
 */
const MAX = 3.4028234663852886e38
const SMALLEST = 2 ** -149
const NEAR_ONE = 2 ** -26 // below this |x|, e^x rounds to 1

const functions = {
  exp: {
    apply: exp,
    sequence: exp64,
    strides: [
      [-104, -NEAR_ONE, 1],
      [-NEAR_ONE, NEAR_ONE, 101],
      [NEAR_ONE, 89, 1],
    ],
  },
  log: {
    apply: log,
    sequence: log64,
    strides: [
      [SMALLEST, 2 ** -8, 101],
      [2 ** -8, 2 ** 8, 1],
      [2 ** 8, MAX, 101],
    ],
  },
  tanh: {
    apply: tanh,
    sequence: tanh64,
    strides: [
      [-MAX, 2 ** -16, 101],
      [2 ** -16, 16, 1],
      [16, MAX, 101],
    ],
  },
  sigmoid: {
    apply: sigmoid,
    sequence: sigmoid64,
    strides: [
      [-MAX, -104, 101],
      [-104, -NEAR_ONE, 1],
      [-NEAR_ONE, NEAR_ONE, 101],
      [NEAR_ONE, 32, 1],
      [32, MAX, 101],
    ],
  },
} as const

const name = process.argv[2] as keyof typeof functions
if (!Object.hasOwn(functions, name)) throw new Error(`Name one of ${Object.keys(functions).join(', ')}.`)
const { apply, sequence, strides } = functions[name]
for (const [low, high, stride] of strides) {
  const { patterns, ulp, worst, falls } = sweep(apply, sequence, [low, high], stride)
  process.stdout.write(
    `${name} from ${low} to ${high}: ${patterns} values, at most ${ulp.toFixed(4)} ulp (at ${worst}), ${falls} falls\n`,
  )
}
