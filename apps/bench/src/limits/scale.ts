import { GAP } from './copy.ts'
import { op, tinyModule } from './tiny-module.ts'

const PAGE = 65536
const TURN = 64

/** y = a · x over so many floats: what dropout costs at least. */
export function scale(elements: number): () => void {
  return scaleLoop(elements).run
}

/** The loop, 16 floats in a turn, with its vectors; a is 2. */
export function scaleLoop(elements: number): { run(): void; x: Float32Array; y: Float32Array } {
  const bytes = 4 * elements
  const [from, to, end, a] = [0, 1, 2, 7]
  const vectors = [0, 1, 2, 3]
  const body = [
    ...[...op.i32(0), ...op.splat(0), ...op.set(a)],
    ...op.loop([
      ...vectors.flatMap((i) => [...op.get(from), ...op.load(16 * i), ...op.get(a), ...op.vectorMul, ...op.set(3 + i)]),
      ...vectors.flatMap((i) => [...op.get(to), ...op.get(3 + i), ...op.store(16 * i)]),
      ...[...op.get(to), ...op.i32(TURN), ...op.add, ...op.set(to)],
      ...[...op.get(from), ...op.i32(TURN), ...op.add, ...op.set(from)],
      ...[...op.get(from), ...op.get(end), ...op.sub],
    ]),
  ]
  const { run, memory } = tinyModule(3, 5, body, 1 + Math.ceil((2 * bytes + GAP) / PAGE))
  const floats = new Float32Array(memory)
  floats.fill(1)
  floats[0] = 2
  return {
    run: () => run(TURN, TURN + bytes + GAP, TURN + bytes),
    x: new Float32Array(memory, TURN, elements),
    y: new Float32Array(memory, TURN + bytes + GAP, elements),
  }
}
