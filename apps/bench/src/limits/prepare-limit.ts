import { dropoutShapes } from '../shapes.ts'
import { copy } from './copy.ts'
import { multiplyAdd } from './multiply-add.ts'
import { scalar } from './scalar.ts'
import { scale } from './scale.ts'

const perElement = { copy, scale }

/** What each limit does, as one of so many threads that share it evenly. */
export const limitWorkloads: Readonly<Record<string, (threads: number) => () => void>> = {
  'limit-128': (threads) => multiplyAdd(128, threads),
  'limit-256': (threads) => multiplyAdd(256, threads),
  'limit-scalar': scalar,
  ...Object.fromEntries(
    Object.entries(dropoutShapes).flatMap(([size, [rows, columns]]) =>
      Object.entries(perElement).map(([name, make]) => [
        `limit-${name}-${size}`,
        (threads: number) => make((rows * columns) / threads),
      ]),
    ),
  ),
}
