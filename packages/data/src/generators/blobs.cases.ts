import { key } from '@thinned/rng'
import type { GeneratorCases } from '../../test/generator-cases.ts'
import { blobs } from './blobs.ts'

export const cases: GeneratorCases = {
  make: (size, key) => blobs({ size, features: 3, spread: 0.5, key }),
  inputShape: [3],
  classes: 3,
  frozen: 'cff3265aa39599a54ef3ee4348abdfbc',
  means: {
    'x of the first class': [([x], label) => (label === 0 ? x! : 4), 4],
    'y of the second class': [([, y], label) => (label === 1 ? y! : 4 * Math.sqrt(0.75)), 4 * Math.sqrt(0.75)],
    'squared distance from the origin': [(x) => x.reduce((sum, each) => sum + each ** 2, 0), 16 + 3 * 0.25],
  },
  refused: [
    [() => blobs({ size: 3, spread: 1e300, key: key(0) }), 'blobs was given numbers so great'],
    [() => blobs({ size: 3, features: 1e10, key: key(0) }), 'blobs was given size 3, which makes'],
    [() => blobs({ size: 3, classes: 1e10, key: key(0) }), 'blobs was given size 10000000000, which makes'],

    [() => blobs({ size: 3, classes: 0, key: key(0) }), 'blobs was given classes 0; it takes an integer from 1.'],
    [() => blobs({ size: 3, features: 1, key: key(0) }), 'blobs was given features 1; it takes an integer from 2.'],
    [() => blobs({ size: 3, spread: -1, key: key(0) }), 'blobs was given spread -1; it takes a number from 0.'],
    [() => blobs({ size: 3, centers: [], key: key(0) }), 'blobs was given no classes, but centers of 0'],
    [() => blobs({ size: 3, classes: 2, centers: [[1]], key: key(0) }), 'blobs was given 2 classes, but centers of 1'],
    [() => blobs({ size: 3, centers: [[1], [1, 2]], key: key(0) }), 'centers that are not all of 1 numbers'],
  ],
}
