import { LIMIT_FLOPS } from '../workloads/limits.ts'

let sink = 0

/** The same in plain JavaScript: eight chains of float64. */
export function scalar(threads: number): () => void {
  return () => multiplyAdd(LIMIT_FLOPS / threads / 16)
}

function multiplyAdd(rounds: number): void {
  let [a, b, c, d, e, f, g, h] = [1, 2, 3, 4, 5, 6, 7, 8]
  const [x, y] = [0.999999, 1e-6]
  for (let i = 0; i < rounds; i++) {
    a = a * x + y
    b = b * x + y
    c = c * x + y
    d = d * x + y
    e = e * x + y
    f = f * x + y
    g = g * x + y
    h = h * x + y
  }
  sink += a + b + c + d + e + f + g + h
  if (sink === 0.5) throw new Error('unreachable: keeps the loop from being dropped')
}
