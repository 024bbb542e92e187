// An ensemble that kills its process in the middle of its second member: its argument is the folder.
import { layerFactories as layers } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type BuildContext, ensemble } from '../src/index.ts'
import { ensembleFolder } from '../src/node.ts'
import { build } from './ensemble-member.ts'

const store = ensembleFolder(process.argv[2]!)
let checkpoints = 0
await ensemble(
  (context: BuildContext) => {
    const { place } = context
    const save = async (bytes: Uint8Array): Promise<void> => {
      await place.save(bytes)
      if (context.index === 1 && ++checkpoints === 2) process.kill(process.pid, 'SIGKILL')
    }
    return build({ ...context, place: { ...place, save } })
  },
  { members: 3, key: key(42), store, layers, name: 'moons' },
)
