import type { ScenarioName } from './scenarios.ts'

/** What each case is, and what is expected of it before it is measured. */
export const WORDS: Readonly<Record<ScenarioName, { readonly is: string; readonly expected: string }>> = {
  noisy: {
    is: 'Two moons that overlap, two hidden layers of 64 units, 1,000 steps of 20 points.',
    expected:
      'A hundred points are too few for this network: it memorizes their noise. Dropout should lower the error, down to a keep at which too few units are left to learn with. With a thousand points there is little to gain. With forty it should help too, but they differ so much from seed to seed that ten seeds may not tell.',
  },
  digits: {
    is: 'Handwritten digits, three hidden layers of 64 units, 600 steps of 20 images.',
    expected:
      'The gap is large, so dropout should help. But with 100 images of MNIST it did not in figure 10 of Srivastava et al. (2014): the error was about 27 % with dropout and 23 % without. A large network can memorize so few images through all the noise.',
  },
  epoch: {
    is: 'Two noisy spirals, two hidden layers of 64 units, one pass over the points in steps of 20.',
    expected:
      'Dropout makes learning slower; the paper speaks of two to three times as much training. After one pass nothing is memorized yet, and networks with dropout are only further behind.',
  },
  small: {
    is: 'Two moons that overlap, two hidden layers of 8 units, 1,000 steps of 20 points.',
    expected:
      'Eight units cannot learn the noise of a thousand points: the network does not overfit. Dropout has no gap to close, and takes units of which there are too few.',
  },
  enough: {
    is: 'Two moons that overlap, two hidden layers of 64 units, 1,000 steps of 20 points.',
    expected:
      'With 4,000 points the error on new points is that on the training points. Keeps near 1 should change nothing, and small ones should hurt.',
  },
}
