import type { DataSource, NdArray } from '../../src/index.ts'

const kept = Float32Array.of(16, 17, 18)

/** Views of one buffer, arrays by name, weights; row 13 fails, row 14 ends the thread, row 15 takes its time, row 16 is a view of what is kept. */
const strange: DataSource<{ a: NdArray; b: NdArray }> = {
  name: 'strange',
  size: 100,
  inputShape: { a: [], b: [] },
  targetShape: [],
  fingerprint: 'strange',
  async fetch(rows) {
    if (rows[0] === 13) throw new RangeError('row 13 is not to be read')
    if (rows[0] === 14) process.exit(3)
    if (rows[0] === 15) await new Promise((resolve) => setTimeout(resolve, 50))
    if (rows[0] === 16) {
      const view = { data: kept.subarray(0, 1), shape: [1] }
      return { name: 'strange', inputs: { a: view, b: view }, targets: view }
    }
    const shared = Float32Array.from([...Array.from(rows), ...Array.from(rows), ...Array.from(rows)])
    const part = (i: number) => ({
      data: shared.subarray(i * rows.length, (i + 1) * rows.length),
      shape: [rows.length],
    })
    return { name: 'strange', inputs: { a: part(0), b: part(1) }, targets: part(2), weights: part(0) }
  },
}
export default strange
