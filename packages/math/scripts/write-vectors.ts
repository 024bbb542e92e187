import { writeFileSync } from 'node:fs'
import * as float64 from '../src/float64/index.ts'
import * as float32 from '../src/index.ts'
import { DIGESTED, digest } from '../test/digest.ts'
import { argumentsOf, choices, type UnaryName } from './vector-inputs.ts'

/**
 * Writes fixtures/vectors.json: for each function the bits of arguments and of results, [x, f(x)] or [x, y, pow(x, y)], and
 * the digests of the float32 sequences.
 * Run it only when a sequence changes on purpose: `node --conditions=@thinned/source packages/math/scripts/write-vectors.ts`.
 */
function hex32(x: number): string {
  const word = Number.isNaN(x) ? 0x7fc00000 : new Uint32Array(Float32Array.of(x).buffer)[0]!
  return `0x${word.toString(16).padStart(8, '0')}`
}

function hex64(x: number): string {
  const word = Number.isNaN(x) ? 0x7ff8000000000000n : new BigUint64Array(Float64Array.of(x).buffer)[0]!
  return `0x${word.toString(16).padStart(16, '0')}`
}

const BASES = [0, 2 ** -149, 2 ** -126, 0.001, 0.7, 1, 1.1, 2, 10, 12345.678, 3.4e38, Infinity, Number.NaN]
const EXPONENTS = [-Infinity, -40, -2, -0.5, 0, 1e-3, 0.3, 1, 2, 7.5, 100]

function section(functions: typeof float32 | typeof float64, round: (x: number) => number, hex: (x: number) => string) {
  const single = functions === float32
  const { pow } = functions
  const unary = Object.keys(choices).sort() as UnaryName[]
  const lines = unary.map((name) => {
    const xs = argumentsOf(choices[name], single ? 2 ** -23 : 2 ** -52, single ? 6 : 2).map(round)
    return [name, xs.map((x) => [x, functions[name](x)])] as const
  })
  const pairs = BASES.flatMap((x) => EXPONENTS.map((y) => [round(x), round(y), pow(round(x), round(y))]))
  return [...lines, ['pow', pairs] as const]
    .map(([name, rows]) => {
      const text = rows.map((row) => `      [${row.map((x) => `"${hex(x)}"`).join(',')}]`).join(',\n')
      return `    "${name}": [\n${text}\n    ]`
    })
    .join(',\n')
}

const hot = { exp: float32.exp, log: float32.log, sigmoid: float32.sigmoid, tanh: float32.tanh }
const { from, to, step } = DIGESTED
const digests = (['exp', 'log', 'sigmoid', 'tanh'] as const)
  .map((name) => `    "${name}": "0x${digest(hot[name]).toString(16).padStart(8, '0')}"`)
  .join(',\n')

const text = `{
  "digested": {"from":"0x${from.toString(16)}","to":"0x${to.toString(16)}","step":${step}},
  "digests": {
${digests}
  },
  "float32": {
${section(float32, Math.fround, hex32)}
  },
  "float64": {
${section(float64, (x) => x, hex64)}
  }
}
`
writeFileSync(new URL('../fixtures/vectors.json', import.meta.url), text)
