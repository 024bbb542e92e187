import { LIMIT_FLOPS } from '../workloads/limits.ts'
import { op, tinyModule } from './tiny-module.ts'

/** Chains that do not wait for each other: as many as hide the latency and fit into registers. */
const CHAINS = 12
/** Links of each chain in one turn of the loop. */
const LINKS = 4

const LANES = 4

/** As many multiplications and additions as a limit counts, over the threads. */
export function multiplyAdd(bits: 128 | 256, threads: number): () => void {
  return multiplyAddLoop(bits, Math.round(LIMIT_FLOPS / threads / (2 * LANES * vectorsOf(bits) * LINKS))).run
}

/**
 * sum = sum · x + y over and over, in vectors of 4 floats, or in neighboring pairs that V8's revectorizer joins to 8. In the first case
 * the results are stored apart, so that nothing can be joined. `sums` reads them.
 */
export function multiplyAddLoop(
  bits: 128 | 256,
  turns: number,
): { run(): void; sums(): number[]; x: number; y: number } {
  const vectors = vectorsOf(bits)
  const [rounds, sums, x, y] = [0, 1, 1 + vectors, 2 + vectors]
  const all = Array.from({ length: vectors }, (_, i) => i)
  const place = (i: number): number => 64 + (bits === 256 ? 16 : 48) * i
  const link = all.flatMap((i) => [
    ...op.get(sums + i),
    ...op.get(x),
    ...op.vectorMul,
    ...op.get(y),
    ...op.vectorAdd,
    ...op.set(sums + i),
  ])
  const body = [
    ...[...op.i32(0), ...op.splat(0), ...op.set(x), ...op.i32(0), ...op.splat(4), ...op.set(y)],
    ...all.flatMap((i) => [...op.i32(0), ...op.load(place(i)), ...op.set(sums + i)]),
    ...op.loop([
      ...Array.from({ length: LINKS }, () => link).flat(),
      ...[...op.get(rounds), ...op.i32(1), ...op.sub, ...op.set(rounds), ...op.get(rounds)],
    ]),
    ...all.flatMap((i) => [...op.i32(0), ...op.get(sums + i), ...op.store(place(i))]),
  ]
  const { run, memory } = tinyModule(1, vectors + 2, body, 1)
  const floats = new Float32Array(memory)
  floats.set([0.999, 0.001])
  return {
    run: () => run(turns),
    sums: () => all.flatMap((i) => [...floats.subarray(place(i) / 4, place(i) / 4 + LANES)]),
    x: floats[0]!,
    y: floats[1]!,
  }
}

function vectorsOf(bits: 128 | 256): number {
  return bits === 256 ? 2 * CHAINS : CHAINS
}
