import { key } from '@thinned/rng'

const { digits } = await import('/work/main/packages/data/src/digits/digits.ts')
const d = digits({ size: 20000, key: key(0) })
const bad = []
for (let n = 0; n < 20000; n++) {
  let s = 0
  for (let p = 0; p < 784; p++) s += d.inputs.data[n * 784 + p]
  if (!(s > 10)) bad.push([n, d.targets.data[n], s])
}
console.log(bad.length, bad.slice(0, 20))
