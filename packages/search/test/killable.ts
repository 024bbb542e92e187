// A search that can be killed: arguments are the log, the number of trials after whose end it kills itself (or 'never'), and the workers. It prints its
// ranking.
import { key } from '@thinned/rng'
import { choice, search, successiveHalving, uniform } from '../src/index.ts'

const [log, deathAfter, workers] = process.argv.slice(2) as [string, string, string]
let ended = 0
const { trials, ranking } = await search({
  trial: new URL('./bowl.ts', import.meta.url),
  space: { keep: uniform(0.3, 1), hidden: choice([32, 64, 128]) },
  strategy: successiveHalving({ trials: 6, eta: 2, budget: { first: 1, last: 4 } }),
  key: key(11),
  workers: Number(workers),
  log,
  callbacks: [
    {
      trial() {
        ended++
        if (ended === Number(deathAfter)) process.kill(process.pid, 'SIGKILL')
      },
    },
  ],
})
const timeless = trials.map(({ seconds, ...rest }) => rest)
console.log(JSON.stringify({ ended, trials: timeless, ranking: ranking.map(({ round, index }) => [round, index]) }))
